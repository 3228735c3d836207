import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const gateway = process.env.MAKAM_URL ?? "http://127.0.0.1:8400";

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../src/makam_gateway/client",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content security policy allows no data: addresses
    manifest: "files.json", // by which the gateway finds the style of the citizens' pages
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ["index.html", "src/styles/citizen.css"] },
    target: "es2023",
  },
  server: { proxy: { "/api": gateway, "/readyz": gateway, "/static": gateway, "/basvuru": gateway } },
});
