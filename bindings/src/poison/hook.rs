//! The panic hook: it tells JavaScript of the first panic.

use std::panic::{self, PanicHookInfo};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use crate::{imports, instance};

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// Where our hook is, to know it again among others.
static OURS: AtomicPtr<()> = AtomicPtr::new(ptr::null_mut());

/// Puts our hook around the one that is installed, unless it is ours. An app may install one of its own at any time, such as that of
/// `console_error_panic_hook`, which then replaces ours: so this is called at the end of each turn as well.
pub(crate) fn install() {
    let current = panic::take_hook();
    if address(&current) == OURS.load(Ordering::Relaxed) {
        panic::set_hook(current);
        return;
    }
    let ours: Hook = Box::new(move |info| {
        current(info);
        report(info);
    });
    OURS.store(address(&ours), Ordering::Relaxed);
    panic::set_hook(ours);
}

fn address(hook: &Hook) -> *mut () {
    (&raw const **hook).cast::<()>().cast_mut()
}

fn report(info: &PanicHookInfo<'_>) {
    let mut text = String::from("it has panicked at ");
    if let Some(location) = info.location() {
        handfast_runtime::Error::push_location(&mut text, location);
        text.push_str(": ");
    }
    text.push_str(info.payload_as_str().unwrap_or("with a value"));
    imports::poison(instance::id(), &text);
}
