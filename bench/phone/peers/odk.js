// ODK Web Forms on the long checklist, which it reads in the browser.

import { OdkWebForm, webFormsPlugin } from "@getodk/web-forms";
import { createApp, h } from "vue";

async function start() {
  const formXml = await (await fetch("/form.xml")).text();
  const fetchFormAttachment = async () => new Response("", { status: 404 });
  const form = { formXml, fetchFormAttachment, missingResourceBehavior: "BLANK", onSubmit() {} };
  createApp({ render: () => h(OdkWebForm, form) }).use(webFormsPlugin).mount("#app");
  whenDrawn(0, () => (document.body.dataset.ready = ""));
}

/** It says nothing when it is done: it is when its answers stand there and get no more. */
function whenDrawn(before, done) {
  const now = document.querySelectorAll("input[type=radio]").length;
  if (now > 0 && now === before) done();
  else requestAnimationFrame(() => whenDrawn(now, done));
}

void start();
