//! The tests of this crate, and the state machine that tests the runtime.

mod bridge;
mod bridge_model;
mod buffers;
mod cycles;
mod explain;
mod kit;
mod sim_host;
mod state_machine;
mod traces;
