// What wasm calls to read texts, numbers and arrays. Apart from abi.js, so that an app which passes none does not contain it.

export { takeBytes } from "./bytes.js";
export { listOf } from "./list.js";
export { numbersOf, writeNumbers } from "./numbers.js";
export { characterOf, takeText, textLeft, writeText } from "./text.js";
