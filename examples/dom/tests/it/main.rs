//! The tree as Rust sees it. What JavaScript sees is tested in `tests/js`.

mod attributes;
mod copies;
mod lifetimes;
mod links;
mod markup;
mod mutation;
mod selectors;
mod support;
