//! One test for each rule of the collector: take the rule away, and its test fails.
//!
//! The random test finds what nobody thought of; these say what each rule is for, and fail in a way that can be read.

mod drops;
mod enter;
mod lists;
mod loose;
mod misreport;
mod preserve;
mod roots;
mod slices;
mod slots;
mod standing;
mod thing;
mod turn;
