// Enketo's form engine on the long checklist, transformed ahead of time as its server does.

import { Form } from "enketo-core";

async function start() {
  const { form, model } = await (await fetch("/form.json")).json();
  document.querySelector("article").append(document.createRange().createContextualFragment(form));
  const data = { modelStr: model, instanceStr: null, submitted: false, external: [], session: {} };
  window.problems = new Form(document.querySelector("form.or"), data, {}).init();
  document.body.dataset.ready = "";
}

void start();
