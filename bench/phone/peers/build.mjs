// Bundles the two peers and the transformer of Enketo's forms into site/, minified as their own builds are.

import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import * as sass from "sass";

const core = (path) => resolve("node_modules/enketo-core", path);

// The parts that an app around enketo-core chooses: here its own, with all its usual widgets.
const parts = {
  "enketo/config": core("config.js"),
  "enketo/widgets": core("src/js/widgets.js"),
  "enketo/translator": core("src/js/fake-translator.js"),
  "enketo/dialog": core("src/js/fake-dialog.js"),
  "enketo/file-manager": core("src/js/file-manager.js"),
  "enketo/xpath-evaluator-binding": core("src/js/xpath-evaluator-binding.js"),
};
const shared = { bundle: true, logLevel: "error" };

await build({
  ...shared,
  entryPoints: { enketo: "enketo.js" },
  outdir: "site",
  minify: true,
  format: "iife",
  alias: parts,
  define: { global: "window" },
  loader: { ".png": "dataurl", ".svg": "text" },
});
await build({
  ...shared,
  entryPoints: { odk: "odk.js" },
  outdir: "site/odk",
  minify: true,
  format: "esm",
  splitting: true,
  define: {
    "process.env.NODE_ENV": '"production"',
    __VUE_OPTIONS_API__: "true",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
});
await build({
  ...shared,
  entryPoints: { transform: "transform.js" },
  outdir: "site",
  format: "iife",
  alias: { libxslt: resolve("nothing.js") },
});

/** Enketo's style sheet names its packages by the folders of its own repository. */
const findFileUrl = (address) => {
  const [, inPackages] = address.split("node_modules/");
  return inPackages ? pathToFileURL(resolve("node_modules", inPackages)) : null;
};
const { css } = sass.compile(core("src/sass/formhub/formhub.scss"), {
  style: "compressed",
  importers: [{ findFileUrl }],
  loadPaths: ["node_modules"],
  quietDeps: true,
  logger: sass.Logger.silent,
});
writeFileSync("site/enketo.css", css);
