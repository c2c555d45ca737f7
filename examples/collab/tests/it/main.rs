//! What is native in this example: documents, their shared types and undo managers, without JavaScript.

mod lifetimes;
mod nested;
mod replicas;
mod support;
