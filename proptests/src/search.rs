//! Searching for failing runs: the runner, its seeds, and how long it looks.

use std::env;
use std::fmt::Debug;
use std::time::{SystemTime, UNIX_EPOCH};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

/// Whether to look long: the environment has `HANDFAST_LONG=1`.
pub fn long() -> bool {
    env::var_os("HANDFAST_LONG").is_some_and(|value| value == "1")
}

/// The seed: `HANDFAST_SEED` of the environment; a new one each time if the search is long; and always the same
/// otherwise, so that nobody's build fails by chance.
pub fn seed() -> u64 {
    let given = env::var("HANDFAST_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let time = || {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| time.as_nanos() as u64)
    };
    given.unwrap_or_else(|| if long() { time() } else { 1 })
}

/// The smallest failing value that was found.
#[derive(Debug)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// What is wrong with it.
    pub message: String,
    /// The seed of the search.
    pub seed: u64,
}

/// Tries `cases` values, a hundred times as many in a long search, and shrinks the first that fails.
///
/// # Errors
/// That one.
pub fn search<T: Debug + Clone>(
    cases: u32,
    strategy: &impl Strategy<Value = T>,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<u32, Found<T>> {
    let cases = if long() {
        cases.saturating_mul(100)
    } else {
        cases
    };
    let seed = seed();
    let config = Config {
        cases,
        // Miri is here for undefined behaviour, not for small examples.
        max_shrink_iters: if cfg!(miri) { 0 } else { 20_000 },
        failure_persistence: None,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    match runner.run(strategy, |value| check(&value).map_err(TestCaseError::fail)) {
        Ok(()) => Ok(cases),
        Err(TestError::Fail(reason, value)) => Err(Found {
            value,
            message: reason.message().to_owned(),
            seed,
        }),
        Err(TestError::Abort(reason)) => unreachable!("nothing is rejected: {reason}"),
    }
}
