//! In what shape something travels: alone, optionally, in an array.
//!
//! wasm-bindgen has separate traits for each, so whether a type can travel is asked for each separately.

/// `T`.
pub enum One {}
/// `Option<T>`.
pub enum Optional {}
/// `Nullable<T>`, of which only `Ref<T>` is not wasm-bindgen's own matter.
pub enum OrNull {}
/// `Vec<T>`.
pub enum Many {}
/// `Option<Vec<T>>`.
pub enum OptionalMany {}
