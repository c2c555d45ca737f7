//! The programs in `scripts/`, which the demo runs too: what they print is beside them.

use std::fs;
use std::path::Path;

use handfast_script::live::made_objects;

use crate::support::{ran, under_stress};

/// Programs that make more objects are too slow with a collection at each of them.
const FEW: f64 = 10_000.0;

#[test]
fn they_print_what_they_should_with_and_without_a_collection_at_every_object() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    let mut stressed = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|extension| extension != "hf") {
            continue;
        }
        let source = fs::read_to_string(&file).unwrap();
        let expected = fs::read_to_string(file.with_extension("txt")).unwrap();
        let check = || {
            let (result, printed) = ran(&source);
            assert!(
                result.is_ok(),
                "{}: {}",
                file.display(),
                result.unwrap_err()
            );
            assert_eq!(printed + "\n", expected, "{}", file.display());
        };
        let before = made_objects();
        check();
        if made_objects() - before < FEW {
            under_stress(check);
            stressed += 1;
        }
    }
    assert!(stressed >= 3, "only {stressed} scripts");
}
