// Uses the page as somebody would, and counts what is left.

/** @param {import("./page.mjs").Page} page */
export async function check(page) {
  const text = (/** @type {string} */ id) => document.getElementById(id)?.textContent ?? "";
  const expect = (/** @type {boolean} */ truth, /** @type {string} */ what) => {
    if (!truth) throw new Error(`${what}; the page says "${text("status")}" and "${text("output")}"`);
  };
  page.choose(page.programs.findIndex(({ name }) => name === "clicker.hf"));
  page.run();
  const [apples, pears] = document.querySelectorAll("#stage button");
  expect(apples.textContent === "apples: 1" && pears.textContent === "pears: 0", "the script shows two buttons");
  for (let i = 0; i < 9; i += 1) /** @type {HTMLElement} */ (apples).click();
  expect(text("output").includes("apples has 10 clicks"), "the listener was called");

  const editor = /** @type {HTMLTextAreaElement} */ (document.getElementById("source"));
  editor.value = "let a = 1;\na +";
  page.run();
  expect(text("status").includes("2:4"), "an error says where it is");
  editor.value = "fn f(x) { return [f([x])] } f(1)";
  page.run();
  expect(text("status").includes("too deeply"), "recursion is an error");
  editor.value = "fn f(x) { return JSON.parse(\"[1]\").map(f) } f(1)";
  page.run();
  expect(text("status").includes("too deeply"), "recursion through JavaScript is an error");
  editor.value = "while true {}";
  page.run();
  expect(text("status").includes("too long"), "an endless loop is ended");
  return page.all();
}
