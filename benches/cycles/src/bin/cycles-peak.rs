//! The peak of the heap on each side, in bytes: JSON, by side, trigger and phase.
//!
//! A program of its own, because counting takes time on every allocation. Each phase runs in a fresh thread, so that no
//! library keeps what it allocated in the phase before.

use std::alloc::System;

use handfast_bench_cycles::{PHASES, SIDES, Trigger, on_a_large_stack};
use peakmem_alloc::{INSTRUMENTED_SYSTEM, PeakMemAlloc, PeakMemAllocTrait};

#[global_allocator]
static HEAP: &PeakMemAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    let mut peaks = serde_json::json!({});
    for side in &SIDES {
        for trigger in [Trigger::Asked, Trigger::Own] {
            let of_phase = |phase| {
                on_a_large_stack(move || {
                    HEAP.reset_peak_memory();
                    (side.run)(phase, trigger);
                });
                HEAP.get_peak_memory()
            };
            let of_phases: Vec<usize> = (0..PHASES.len()).map(of_phase).collect();
            peaks[side.name][trigger.name()] = of_phases.into();
        }
    }
    println!("{peaks}");
}
