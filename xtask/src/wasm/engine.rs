//! The places where wasm tests and pages run.

use clap::ValueEnum;

use crate::tool::Tool;

/// A JavaScript engine, in a page or in a worker.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    Node,
    Chromium,
    ChromiumWorker,
    Firefox,
    FirefoxWorker,
    Webkit,
    WebkitWorker,
}

impl Engine {
    /// What wasm-bindgen's test runner needs to run tests there.
    pub(crate) const fn test_tools(self) -> &'static [Tool] {
        match self {
            Engine::Node => &[],
            Engine::Chromium | Engine::ChromiumWorker => &[Tool::Chromium, Tool::Chromedriver],
            Engine::Firefox | Engine::FirefoxWorker => &[Tool::Firefox, Tool::Geckodriver],
            Engine::Webkit | Engine::WebkitWorker => {
                &[Tool::WebKitDriver, Tool::WebKitPython, Tool::Cc, Tool::Xvfb]
            }
        }
    }
}
