/** Whether this computer has a line at all. */
class Connection {
  away = $state(!navigator.onLine);
}

export const connection = new Connection();

addEventListener("online", () => (connection.away = false));
addEventListener("offline", () => (connection.away = true));
