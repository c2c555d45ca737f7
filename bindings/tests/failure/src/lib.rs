//! What fails on purpose. In a crate of its own, because most of it ends with an instance that is of no use any more.

pub mod causes;
pub mod fragile;
pub mod futures;
