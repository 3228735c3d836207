import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { PreprocessorGroup } from "svelte/compiler";
import { defineConfig } from "vite";

const gateway = process.env.MAKAM_URL ?? "http://127.0.0.1:8400";

const ICON = /@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/;
const DATA = /const iconData = (.*);/;
const FRAME = 'xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';

/** Lucide's icons put themselves together line by line wherever they stand, which was a third of what a page took to
 * appear. Written out, they are templates that are cloned. */
const icons: PreprocessorGroup = {
  markup({ content, filename = "" }) {
    if (!ICON.test(filename) || !content.includes("<Icon ")) return; // the others only name one of these anew
    const icon: { node: [tag: string, given: Record<string, string>][] } = JSON.parse(DATA.exec(content)![1]!);
    const drawn = icon.node.map(([tag, given]) => {
      const attributes = Object.entries(given).map(([name, value]) => `${name}="${value}"`);
      return `<${tag} ${attributes.join(" ")} />`;
    });
    return {
      code: `<script>let { class: kind = "", "aria-label": label = undefined } = $props();</script>
<svg class={kind} ${FRAME} aria-label={label} role={label && "img"} aria-hidden={label ? undefined : "true"}>${drawn.join("")}</svg>`,
    };
  },
};

export default defineConfig({
  plugins: [svelte({ preprocess: icons })],
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
