//! One class, method or function for each feature of exported items. `bindings/FEATURES.md` lists them all, with the
//! test in `node/` that exercises each.

pub mod arguments;
pub mod asynchronous;
pub mod counter;
pub mod enums;
pub mod fields;
pub mod functions;
pub mod identity;
pub mod inheritance;
pub mod inspect;
pub mod interfaces;
pub mod js_values;
pub mod names;
pub mod overriding;
pub mod picky;
pub mod properties;
pub mod results;
pub mod rust_fns;
pub mod scopes;
pub mod serde_values;
pub mod shapes;
pub mod sizes;
pub mod strings;
pub mod values;
pub mod views;
