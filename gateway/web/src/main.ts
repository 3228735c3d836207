import { mount } from "svelte";
import App from "./App.svelte";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/more.css";
import { wear } from "./theme";
import { language } from "./words";

document.documentElement.lang = language;
wear();
mount(App, { target: document.getElementById("makam")! });
