//! The bridge pass, as a model: random runs, saved ones, and the rules one by one.

use std::cell::RefCell;

use handfast_proptests::bridge::{self, Rules, Summary};
use handfast_proptests::search;

#[test]
fn the_algorithm_is_sound_and_leaks_nothing() {
    let total = RefCell::new(Summary::default());
    let rules = std::env::var("WITHOUT").ok().map_or(Rules::ALL, |name| Rules::without(&name).unwrap());
    let cases = std::env::var("CASES").ok().map_or(1000, |name| name.parse().unwrap());
    let outcome = search::search(cases, &bridge::generate::run(200), |run| {
        total.borrow_mut().add(bridge::check_run(run, rules)?);
        Ok(())
    });
    match outcome {
        Ok(cases) => println!("{cases} runs, {:?}", total.into_inner()),
        Err(found) => {
            let small = bridge::shrink(&found.value, |run| bridge::check_run(run, rules).is_err());
            let message = bridge::check_run(&small, rules).unwrap_err();
            panic!("{message}\nseed {}\n{small}", found.seed);
        }
    }
}

#[test]
fn scan() {
    let Ok(cases) = std::env::var("SCAN") else { return };
    let only = std::env::var("ONLY").unwrap_or_default();
    for name in Rules::NAMES.iter().filter(|name| name.contains(&only)) {
        let rules = Rules::without(name).unwrap();
        let begin = std::time::Instant::now();
        let count = std::cell::Cell::new(0);
        let outcome = search::search(cases.parse().unwrap(), &bridge::generate::run(200), |run| {
            count.set(count.get() + 1);
            bridge::check_run(run, rules).map(drop)
        });
        match outcome {
            Ok(cases) => println!("{name}: NOT FOUND {cases}"),
            Err(found) => {
                let fails = |run: &_| bridge::check_run(run, rules).is_err();
                let small = bridge::shrink(&found.value, fails);
                let message = bridge::check_run(&small, rules).unwrap_err();
                println!("{name}: {} steps {message} {:?}", small.ops.len(), begin.elapsed());
                std::fs::write(format!("/tmp/model/{name}.trace"), format!("# {message}\n{small}")).unwrap();
            }
        }
    }
}

#[test]
fn each_rule_has_a_trace_that_needs_it() {
    for name in Rules::NAMES {
        let path = bridge::folder().join(format!("without-{name}.trace"));
        let Ok(text) = std::fs::read_to_string(path) else { println!("{name} has none"); continue };
        let run: bridge::op::Run = text.parse().unwrap();
        let whole = bridge::check_run(&run, Rules::ALL);
        let mutant = bridge::check_run(&run, Rules::without(name).unwrap());
        println!("{name}: {:?} {:?}", whole.map(drop), mutant.map(drop));
    }
}
