// What somebody would try on the page.

/**
 * @param {{ editors: import("./editor.mjs").Editor[], renew(): void }} page
 * @param {HTMLInputElement} connected
 * @throws {Error} if a textarea does not show what it should
 */
export function check(page, connected) {
  for (let i = 0; i < 3; i += 1) {
    page.renew();
    tryEditors(page.editors, connected);
  }
}

/** @param {import("./editor.mjs").Editor[]} editors @param {HTMLInputElement} connected */
function tryEditors([ada, ben], connected) {
  const expect = (/** @type {string} */ a, b = a) => {
    const [foundA, foundB] = [ada.area.value, ben.area.value];
    if (foundA !== a || foundB !== b) throw new Error(`the textareas show "${foundA}" and "${foundB}", not "${a}" and "${b}"`);
  };
  const toggle = () => connected.click();

  type(ada, "one three");
  expect("one three");
  ben.area.setSelectionRange(9, 9);
  type(ada, "one two three");
  expect("one two three");
  if (ben.area.selectionStart !== 13) throw new Error("the caret did not move along");
  toggle();
  type(ada, "one 2 three");
  type(ben, "one two three \u{1f600}");
  expect("one 2 three", "one two three \u{1f600}");
  toggle();
  expect("one 2 three \u{1f600}");
  type(ben, "one 2 three \u{1f601}");
  expect("one 2 three \u{1f601}");
  click(ben, "undo");
  expect("one 2 three");
  click(ben, "redo");
  expect("one 2 three \u{1f601}");
}

/** @param {import("./editor.mjs").Editor} editor @param {string} text */
function type(editor, text) {
  editor.area.value = text;
  editor.area.dispatchEvent(new Event("input"));
}

/** @param {import("./editor.mjs").Editor} editor @param {string} name of a button */
function click(editor, name) {
  /** @type {HTMLButtonElement} */ (editor.section.querySelector(`[name=${name}]`)).click();
}
