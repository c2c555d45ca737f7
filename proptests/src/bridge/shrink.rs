//! Makes a failing run small: steps are taken away, then numbers made small.

use super::op::{Op, Run};

/// The smallest run that can be made of this one and still fails.
pub fn shrink(run: &Run, fails: impl Fn(&Run) -> bool) -> Run {
    let mut run = run.clone();
    loop {
        let before = run.clone();
        remove_steps(&mut run, &fails);
        lower_numbers(&mut run, &fails);
        if run == before {
            return run;
        }
    }
}

fn remove_steps(run: &mut Run, fails: &impl Fn(&Run) -> bool) {
    let mut size = run.ops.len();
    while size > 0 {
        let mut start = run.ops.len().saturating_sub(size);
        loop {
            let mut fewer = run.clone();
            let end = (start + size).min(fewer.ops.len());
            fewer.ops.drain(start..end);
            if fails(&fewer) {
                *run = fewer;
            }
            if start == 0 {
                break;
            }
            start = start.saturating_sub(size);
        }
        size /= 2;
    }
    // Pairs that only make sense together, as the beginning and the end of a call.
    for first in (0..run.ops.len()).rev() {
        for second in (first + 1..run.ops.len()).rev() {
            if second >= run.ops.len() {
                continue;
            }
            let mut fewer = run.clone();
            fewer.ops.remove(second);
            fewer.ops.remove(first);
            if fails(&fewer) {
                *run = fewer;
            }
        }
    }
}

fn lower_numbers(run: &mut Run, fails: &impl Fn(&Run) -> bool) {
    for step in 0..run.ops.len() {
        for place in 0..3 {
            let (name, args) = run.ops[step].parts();
            for lower in 0..args[place].min(40) {
                let mut args = args;
                args[place] = lower;
                let mut simpler = run.clone();
                simpler.ops[step] = Op::new(name, args).expect("the step exists");
                if fails(&simpler) {
                    *run = simpler;
                    break;
                }
            }
        }
    }
    for (poll, sliced) in [(false, run.sliced), (run.poll, false)] {
        let simpler = Run {
            poll,
            sliced,
            ops: run.ops.clone(),
        };
        if fails(&simpler) {
            *run = simpler;
        }
    }
}
