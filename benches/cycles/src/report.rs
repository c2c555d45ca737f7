//! What was measured, as a table and as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{PHASES, SIDES, Side, Trigger};

/// The times of all rounds, in nanoseconds.
#[derive(Default)]
pub struct Rounds {
    /// How many nodes each phase makes.
    pub created: [u32; PHASES.len()],
    times: BTreeMap<(&'static str, &'static str, usize), Vec<f64>>,
}

impl Rounds {
    /// Adds what one round took.
    pub fn add(&mut self, side: &Side, phase: usize, trigger: Trigger, time: f64) {
        let key = (side.name, trigger.name(), phase);
        self.times.entry(key).or_default().push(time);
    }

    fn of(&self, side: &Side, trigger: Trigger, phase: usize) -> &[f64] {
        &self.times[&(side.name, trigger.name(), phase)]
    }

    /// Nanoseconds for each node of some phases, by the medians.
    fn per_node(&self, side: &Side, trigger: Trigger, phases: &[usize]) -> f64 {
        let time = |&phase: &usize| quantile(self.of(side, trigger, phase).to_vec(), 0.5);
        let created = |&phase: &usize| f64::from(self.created[phase]);
        phases.iter().map(time).sum::<f64>() / phases.iter().map(created).sum::<f64>()
    }

    /// The ratio of each round, all phases together.
    fn ratios(&self, ours: &Side, peer: &Side, trigger: Trigger) -> Vec<f64> {
        let rounds = self.of(ours, trigger, 0).len();
        let total = |side, round: usize| -> f64 {
            (0..PHASES.len())
                .map(|phase| self.of(side, trigger, phase)[round])
                .sum()
        };
        (0..rounds)
            .map(|round| total(ours, round) / total(peer, round))
            .collect()
    }
}

/// What `cargo xtask bench` calls the comparison with a peer.
pub fn case(peer: &str) -> String {
    format!("cycles_vs_{peer}")
}

/// Prints the table, and one line of JSON. The first side is ours. `peaks` is what `cycles-peak` prints.
pub fn print(sides: &[&Side], rounds: &Rounds, peaks: &Value) {
    let ours = &SIDES[0];
    let mut cases = Map::new();
    for peer in sides.iter().filter(|side| side.name != ours.name) {
        let all: Vec<usize> = (0..PHASES.len()).collect();
        let compare = |trigger, phases: &[usize]| compare(peer, rounds, peaks, trigger, phases);
        let mut entry = compare(Trigger::Asked, &all);
        let spread = rounds.ratios(ours, peer, Trigger::Asked);
        let quartile = |part| rounded(quantile(spread.clone(), part));
        entry["ratio_quartiles"] = json!([quartile(0.25), quartile(0.75)]);
        for (i, phase) in PHASES.iter().enumerate() {
            entry["phases"][phase] = compare(Trigger::Asked, &[i]);
        }
        if peer.automatic {
            entry["own_trigger"] = compare(Trigger::Own, &all);
        }
        table(&case(peer.name), &entry);
        cases.insert(case(peer.name), entry);
    }
    println!("{}", json!({ "cases": cases }));
}

fn compare(
    peer: &Side,
    rounds: &Rounds,
    peaks: &Value,
    trigger: Trigger,
    phases: &[usize],
) -> Value {
    let ours = &SIDES[0];
    let peak = |side: &Side| {
        let bytes = |&phase: &usize| peaks[side.name][trigger.name()][phase].as_u64();
        phases.iter().filter_map(bytes).max()
    };
    let time = |side| rounds.per_node(side, trigger, phases);
    json!({
        "handfast_ns": rounded(time(ours)),
        "peer_ns": rounded(time(peer)),
        "ratio": rounded(time(ours) / time(peer)),
        "handfast_peak_bytes": peak(ours),
        "peer_peak_bytes": peak(peer),
    })
}

fn table(case: &str, entry: &Value) {
    println!(
        "{case:24} {:>11} {:>9} {:>6} {:>14} {:>11}",
        "handfast ns", "peer ns", "ratio", "handfast peak", "peer peak"
    );
    let row = |name: &str, values: &Value| {
        println!(
            "{name:24} {:>11} {:>9} {:>6} {:>14} {:>11}",
            values["handfast_ns"],
            values["peer_ns"],
            values["ratio"],
            values["handfast_peak_bytes"],
            values["peer_peak_bytes"]
        );
    };
    for phase in PHASES {
        row(&format!("  {phase}"), &entry["phases"][phase]);
    }
    row("  all", entry);
    if let Some(values) = entry.get("own_trigger") {
        row("  all, own trigger", values);
    }
}

fn quantile(mut numbers: Vec<f64>, part: f64) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[((numbers.len() - 1) as f64 * part).round() as usize]
}

fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
