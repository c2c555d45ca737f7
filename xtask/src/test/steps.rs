//! The steps of the test suite, quick ones first. A new test goes into a step that is here, or adds one.

use super::action;
use super::step::Step;
use crate::bare;
use crate::c;
use crate::demo;
use crate::page::Browser;
use crate::sync_js;
use crate::tool::Tool;
use crate::wasm::{self, Engine, Target};

pub(super) static STEPS: &[Step] = &[
    Step {
        name: "format",
        proves: "the code is formatted as rustfmt wants it",
        needs: &[],
        action: |_| action::cargo("fmt --all --check"),
    },
    Step {
        name: "clippy",
        proves: "neither the compiler nor clippy has anything to say",
        needs: &[],
        action: |_| action::cargo("clippy --quiet --workspace --all-targets -- -D warnings"),
    },
    Step {
        name: "clippy-wasm",
        proves: "the same for wasm, where other code is compiled",
        needs: &[],
        action: |_| action::clippy_wasm(),
    },
    Step {
        name: "js-copy",
        proves: "the crate embeds the JavaScript runtime as it is",
        needs: &[],
        action: |_| sync_js::run(sync_js::Args { check: true }),
    },
    Step {
        name: "js-types",
        proves: "the JavaScript runtime has the types that its comments promise",
        needs: &[],
        action: |_| action::npm("js-runtime", "check"),
    },
    Step {
        name: "js",
        proves: "the JavaScript runtime by itself, in Node, with real garbage collections",
        needs: &[],
        action: |_| action::npm("js-runtime", "test"),
    },
    Step {
        name: "rust",
        proves: "unit and integration tests of all crates, natively",
        needs: &[],
        action: action::rust,
    },
    Step {
        name: "rust-docs",
        proves: "the documentation builds without a warning, and every example in it runs",
        needs: &[],
        action: |_| action::rust_docs(),
    },
    Step {
        name: "engine",
        proves: "random programs, forged handles and missing finalizers, in Node with real garbage collections",
        needs: &[],
        action: |options| action::node_suite("engine", Target::Nodejs, options),
    },
    Step {
        name: "features",
        proves: "every feature of exported items, in Node",
        needs: &[],
        action: |options| action::node_suite("features", Target::Nodejs, options),
    },
    Step {
        name: "memory",
        proves: "a module whose memory JavaScript has made, up to where it may not grow any more, in Node",
        needs: &[],
        // Only in what is made for the web can the memory be given.
        action: |options| action::node_suite("memory", Target::Web, options),
    },
    Step {
        name: "failure",
        proves: "panics, traps, overflows and too deep recursion fail what they must and nothing else, in Node",
        needs: &[],
        action: |options| action::node_suite("failure", Target::Nodejs, options),
    },
    Step {
        name: "dom",
        proves: "the DOM example behaves as the standard says, and its demo leaves both tables empty, in Node",
        needs: &[],
        action: |_| demo::check_in_node(),
    },
    Step {
        name: "bare",
        proves: "the examples without wasm-bindgen, in C and in Rust, leave all tables empty, in Node",
        needs: c::TOOLS,
        action: |_| bare::check_in_node(),
    },
    Step {
        name: "bare-chromium",
        proves: "the same in Chromium",
        needs: BARE_IN_CHROMIUM,
        action: |_| bare::check_in_browser(Browser::Chromium),
    },
    Step {
        name: "collab",
        proves: "shared documents of yrs and their observers behave, and both tables are empty in the end, in Node",
        needs: &[],
        action: |_| demo::collab::check_in_node(),
    },
    Step {
        name: "script",
        proves: "the scripting language of examples/engine, what it and JavaScript hold of each other, and its demo, in Node",
        needs: &[],
        action: |_| demo::engine::check_in_node(),
    },
    Step {
        name: "particles",
        proves: "200,000 particles are seen through views while the memory grows, and both tables are empty in the end, in Node",
        needs: &[],
        action: |_| demo::particles::check_in_node(),
    },
    Step {
        name: "miri",
        proves: "the runtime's tests, and those of the bridge pass, show no undefined behaviour and no leak",
        needs: &[Tool::Nightly, Tool::Miri],
        action: |_| {
            action::cargo(
                "+nightly miri test --no-fail-fast --lib --tests --package handfast-runtime",
            )?;
            // On a simulated JavaScript heap, and without the random runs, which would take an hour.
            action::cargo(
                "+nightly miri test --no-fail-fast --package handfast-proptests --test it bridge::directed",
            )
        },
    },
    Step {
        name: "unwind",
        proves: "where panics unwind, they end the call and nothing else, in Node",
        needs: &[Tool::Nightly, Tool::RustSrc],
        action: action::unwind_suite,
    },
    Step {
        name: "gc-chromium",
        proves: "a page can force a collection in Chromium; all that waits for finalizers relies on it",
        needs: Browser::Chromium.tools(),
        action: |_| action::forced_collection(Browser::Chromium),
    },
    Step {
        name: "gc-firefox",
        proves: "the same in Firefox",
        needs: Browser::Firefox.tools(),
        action: |_| action::forced_collection(Browser::Firefox),
    },
    Step {
        name: "gc-webkit",
        proves: "the same in WebKit",
        needs: Browser::Webkit.tools(),
        action: |_| action::forced_collection(Browser::Webkit),
    },
    Step {
        name: "engine-chromium",
        proves: "random programs in Chromium with real garbage collections, with and without finalizers",
        needs: Browser::Chromium.tools(),
        action: |_| action::page_suite("engine", &["program"], Browser::Chromium),
    },
    Step {
        name: "engine-firefox",
        proves: "the same in Firefox",
        needs: Browser::Firefox.tools(),
        action: |_| action::page_suite("engine", &["program"], Browser::Firefox),
    },
    Step {
        name: "engine-webkit",
        proves: "the same in WebKit",
        needs: Browser::Webkit.tools(),
        action: |_| action::page_suite("engine", &["program"], Browser::Webkit),
    },
    Step {
        name: "failure-chromium",
        proves: "the limit of recursion comes before a real overflow, which poisons, in Chromium",
        needs: Browser::Chromium.tools(),
        action: |_| action::page_suite("failure", &[], Browser::Chromium),
    },
    Step {
        name: "failure-firefox",
        proves: "the same in Firefox",
        needs: Browser::Firefox.tools(),
        action: |_| action::page_suite("failure", &[], Browser::Firefox),
    },
    Step {
        name: "failure-webkit",
        proves: "the same in WebKit",
        needs: Browser::Webkit.tools(),
        action: |_| action::page_suite("failure", &[], Browser::Webkit),
    },
    Step {
        name: "wasm-node",
        proves: "tests of an app's own under wasm-bindgen-test, in Node",
        needs: Engine::Node.test_tools(),
        action: |_| wasm::test(&["handfast"], Engine::Node, None),
    },
    Step {
        name: "wasm-chromium",
        proves: "the same in Chromium",
        needs: Engine::Chromium.test_tools(),
        action: |_| wasm::test(&["handfast"], Engine::Chromium, None),
    },
    Step {
        name: "wasm-firefox",
        proves: "the same in Firefox",
        needs: Engine::Firefox.test_tools(),
        action: |_| wasm::test(&["handfast"], Engine::Firefox, None),
    },
    Step {
        name: "wasm-webkit",
        proves: "the same in WebKit",
        needs: Engine::Webkit.test_tools(),
        action: |_| wasm::test(&["handfast"], Engine::Webkit, None),
    },
    Step {
        name: "dom-chromium",
        proves: "the demo leaves both tables empty in Chromium",
        needs: Browser::Chromium.tools(),
        action: |_| demo::check_in_browser(Browser::Chromium),
    },
    Step {
        name: "dom-firefox",
        proves: "the same in Firefox",
        needs: Browser::Firefox.tools(),
        action: |_| demo::check_in_browser(Browser::Firefox),
    },
    Step {
        name: "dom-webkit",
        proves: "the same in WebKit",
        needs: Browser::Webkit.tools(),
        action: |_| demo::check_in_browser(Browser::Webkit),
    },
    Step {
        name: "collab-chromium",
        proves: "the page with two replicas works, and its demo leaves both tables empty, in Chromium",
        needs: Browser::Chromium.tools(),
        action: |_| demo::collab::check_in_browser(Browser::Chromium),
    },
    Step {
        name: "collab-firefox",
        proves: "the same in Firefox",
        needs: Browser::Firefox.tools(),
        action: |_| demo::collab::check_in_browser(Browser::Firefox),
    },
    Step {
        name: "collab-webkit",
        proves: "the same in WebKit",
        needs: Browser::Webkit.tools(),
        action: |_| demo::collab::check_in_browser(Browser::Webkit),
    },
    Step {
        name: "script-chromium",
        proves: "the page with an editor works, and its demo leaves both tables empty, in Chromium",
        needs: Browser::Chromium.tools(),
        action: |_| demo::engine::check_in_browser(Browser::Chromium),
    },
    Step {
        name: "script-firefox",
        proves: "the same in Firefox",
        needs: Browser::Firefox.tools(),
        action: |_| demo::engine::check_in_browser(Browser::Firefox),
    },
    Step {
        name: "script-webkit",
        proves: "the same in WebKit",
        needs: Browser::Webkit.tools(),
        action: |_| demo::engine::check_in_browser(Browser::Webkit),
    },
    Step {
        name: "particles-chromium",
        proves: "the page draws from views after its button has detached plain arrays, and its job leaves both tables empty, in Chromium",
        needs: Browser::Chromium.tools(),
        action: |_| demo::particles::check_in_browser(Browser::Chromium),
    },
    Step {
        name: "particles-firefox",
        proves: "the same in Firefox",
        needs: Browser::Firefox.tools(),
        action: |_| demo::particles::check_in_browser(Browser::Firefox),
    },
    Step {
        name: "particles-webkit",
        proves: "the same in WebKit",
        needs: Browser::Webkit.tools(),
        action: |_| demo::particles::check_in_browser(Browser::Webkit),
    },
];

const BARE_IN_CHROMIUM: &[Tool] = &[Tool::Clang, Tool::WasiHeaders, Tool::Chromium];
