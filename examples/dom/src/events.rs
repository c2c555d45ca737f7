//! Listeners, and how an event gets to them.

pub mod callback;
pub mod dispatch;
pub mod listeners;
