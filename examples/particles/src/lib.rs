//! Particles that move in Rust and are drawn by JavaScript, straight from Rust's memory, which grows all the while.
//!
//! They come in swarms. Each swarm has its numbers in [`Buffer`](handfast::Buffer)s, of which JavaScript gets a view; a
//! new swarm makes the memory grow, which takes every plain typed array over it away, and leaves the views as they are.
//!
//! - [`world`]: what JavaScript makes first: all swarms, and what attracts them.
//! - [`swarm`]: some thousand particles.
//! - [`palette`]: their colours.
//! - [`live`]: how many swarms there are, counted by constructors and `Drop`.

#![forbid(unsafe_code)]

pub mod live;
pub mod palette;
pub mod swarm;
pub mod world;
