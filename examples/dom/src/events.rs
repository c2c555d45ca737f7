//! Listeners, and how an event gets to them.

pub mod listeners;
