//! Trees of nodes: links, walks, and the mutation algorithms of the DOM standard.

pub mod content;
pub mod copy;
pub mod find;
pub mod links;
pub mod mutate;
pub mod validity;
pub mod walk;
