//! The programs in `scripts/`, which the demo runs too: what they print is beside them.

use std::fs;
use std::path::Path;

use crate::support::{ran, under_stress};

#[test]
fn they_print_what_they_should_with_and_without_a_collection_at_every_object() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|extension| extension != "hf") {
            continue;
        }
        let source = fs::read_to_string(&file).unwrap();
        let expected = fs::read_to_string(file.with_extension("txt")).unwrap();
        for stress in [false, true] {
            let (result, printed) = if stress {
                under_stress(|| ran(&source))
            } else {
                ran(&source)
            };
            assert!(
                result.is_ok(),
                "{}: {}",
                file.display(),
                result.unwrap_err()
            );
            assert_eq!(printed + "\n", expected, "{} {stress}", file.display());
        }
        count += 1;
    }
    assert!(count >= 4, "only {count} scripts");
}
