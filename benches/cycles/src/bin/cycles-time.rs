//! How long the churn takes on Handfast and on its peers, in interleaved rounds. Prints a table, and one line of JSON.
//!
//!   cycles-time ROUNDS [CASE]
//!
//! The allocator is the system's: the peaks of the heap come from `cycles-peak`, which lies beside this program.

use std::process::Command;
use std::time::Instant;

use handfast_bench_cycles::report::{self, Rounds};
use handfast_bench_cycles::{PHASES, SIDES, Side, Trigger, on_a_large_stack};

fn main() {
    let mut args = std::env::args().skip(1);
    let rounds: usize = args
        .next()
        .map_or(15, |rounds| rounds.parse().expect("a number of rounds"));
    let only = args.next();
    let chosen = |side: &&Side| match &only {
        None => true,
        Some(case) => side.name == SIDES[0].name || *case == report::case(side.name),
    };
    let sides: Vec<&'static Side> = SIDES.iter().filter(chosen).collect();
    assert!(sides.len() > 1, "no such case: {only:?}");
    on_a_large_stack(move || {
        let times = measure(rounds, &sides);
        report::print(&sides, &times, &peaks());
    });
}

fn measure(rounds: usize, sides: &[&Side]) -> Rounds {
    let mut times = Rounds::default();
    // The first round warms up and is not counted.
    for round in 0..=rounds {
        for phase in 0..PHASES.len() {
            for trigger in [Trigger::Asked, Trigger::Own] {
                let mut outcome = None;
                for i in 0..sides.len() {
                    // Each is the first in turn.
                    let side = sides[(i + round) % sides.len()];
                    let start = Instant::now();
                    let result = (side.run)(phase, trigger);
                    let time = start.elapsed().as_nanos() as f64;
                    // When all collect at the same points, all must find the same garbage.
                    assert_eq!(outcome.get_or_insert_with(|| result.clone()), &result);
                    if round > 0 {
                        times.add(side, phase, trigger, time);
                    }
                    times.created[phase] = result.created;
                }
            }
        }
    }
    times
}

/// What `cycles-peak` says.
fn peaks() -> serde_json::Value {
    let beside = std::env::current_exe()
        .expect("the path of this program")
        .with_file_name("cycles-peak");
    let output = Command::new(beside)
        .output()
        .expect("cycles-peak lies beside this program");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("JSON")
}
