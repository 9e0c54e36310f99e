// From an XForm to what Enketo shows and computes with.

import { transform } from "enketo-transformer/web";

window.transformed = async (xform) => {
  const { form, model } = await transform({ xform, theme: "plain" });
  return { form, model };
};
