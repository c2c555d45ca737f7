//! Calling the observers, when the transaction is over.

use handfast::Ref;
use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::document::Document;
use crate::error::CollabError;
use crate::events::change::Change;

/// How often observers may answer changes with changes before that counts as endless.
const ROUNDS: u32 = 1_000;

/// Tells what was written down, and what observers cause meanwhile, in the order in which it happened.
///
/// Nothing is borrowed while a function runs: it may change the document, whose events then come after those that are under
/// way, and it may observe and unobserve. While a
/// transaction is open nothing has been written down yet; its end does that.
///
/// What a function throws does not keep others from being told, and undoes nothing. It is the error of whoever changed
/// the document: of the outermost change, if observers have made further ones.
///
/// # Errors
/// `first`, if it is given, and what functions threw; an `AggregateError` if that is more than one.
pub(crate) fn tell(document: &Ref<Document>, first: Option<JsValue>) -> Result<(), JsValue> {
    let replica = Document::replica(document);
    let mut errors: Vec<JsValue> = first.into_iter().collect();
    if !replica.telling.replace(true) {
        let mut rounds = 0;
        loop {
            let ended = replica.log.take_ended();
            if !ended.is_empty() {
                document.borrow_mut().observers.end(&ended);
            }
            let changes = replica.log.take();
            if changes.is_empty() {
                break;
            }
            rounds += 1;
            if rounds > ROUNDS {
                errors.push(CollabError::ObserverLoop.into());
                break;
            }
            for change in &changes {
                tell_one(document, change, &mut errors);
            }
        }
        replica.telling.set(false);
    }
    match errors.len() {
        0 => Ok(()),
        1 => Err(errors.remove(0)),
        _ => Err(several(errors)),
    }
}

fn tell_one(document: &Ref<Document>, change: &Change, errors: &mut Vec<JsValue>) {
    let topic = change.topic();
    let limit = document.borrow().observers.limit();
    let (mut from, mut event) = (0, None);
    loop {
        let next = document.borrow().observers.next(&topic, from, limit);
        let Some((number, function)) = next else {
            return;
        };
        from = number + 1;
        let event = match &event {
            Some(event) => event,
            None => match change.to_js(document) {
                Ok(made) => event.insert(made),
                Err(error) => return errors.push(error),
            },
        };
        if let Err(error) = function.call1(event) {
            errors.push(error);
        }
    }
}

#[wasm_bindgen]
extern "C" {
    type AggregateError;

    #[wasm_bindgen(constructor)]
    fn new(errors: &Array, message: &str) -> AggregateError;
}

fn several(errors: Vec<JsValue>) -> JsValue {
    let message = format!("{} errors", errors.len());
    let errors: Array = errors.into_iter().collect();
    AggregateError::new(&errors, &message).into()
}
