//! The closures that `yrs` keeps: they write down what happened, and hold nothing that Handfast would have to see.

use std::rc::Rc;

use yrs::{ArrayRef, MapRef, Observable, ReadTxn, TextRef, TransactionMut};

use crate::error::CollabError;
use crate::events::change::News;
use crate::events::log::Log;
use crate::live::{Live, What};
use crate::shared::access::find;
use crate::shared::{Kind, Place};

/// Under this key all closures of ours are kept; there is one for each topic.
const KEY: &str = "handfast";

/// Lives in a closure, and tells when `yrs` drops it: when nobody observes any more, when `yrs` frees the deleted shared
/// type, and when the document goes.
struct Subscription {
    log: Rc<Log>,
    number: u32,
    _live: Live,
}

impl Subscription {
    fn new(log: &Rc<Log>, number: u32) -> Subscription {
        Subscription {
            log: log.clone(),
            number,
            _live: Live::new(What::Subscription),
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.log.end(self.number);
    }
}

/// Has changes of a shared type written down from now on.
///
/// # Errors
/// [`CollabError::Deleted`].
pub(crate) fn shared(
    transaction: &impl ReadTxn,
    (kind, id): &Place,
    log: &Rc<Log>,
    number: u32,
) -> Result<(), CollabError> {
    let subscription = Subscription::new(log, number);
    let place = (*kind, id.clone());
    match kind {
        Kind::Text => {
            let text = find::<TextRef>(id, transaction)?;
            text.observe(KEY, move |transaction, event| {
                let steps = event.delta(transaction).iter().map(Into::into).collect();
                let news = News::Content(place.clone(), steps);
                subscription.log.write(transaction, news);
            });
        }
        Kind::Array => {
            let array = find::<ArrayRef>(id, transaction)?;
            array.observe(KEY, move |transaction, event| {
                let steps = event.delta(transaction).iter().map(Into::into).collect();
                let news = News::Content(place.clone(), steps);
                subscription.log.write(transaction, news);
            });
        }
        Kind::Map => {
            let map = find::<MapRef>(id, transaction)?;
            map.observe(KEY, move |transaction, event| {
                let mut entries: Vec<_> = event
                    .keys(transaction)
                    .iter()
                    .map(|(key, change)| (key.clone(), change.into()))
                    .collect();
                // Out of a hash map: without this, the order would differ from run to run.
                entries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
                let news = News::Entries(place.clone(), entries);
                subscription.log.write(transaction, news);
            });
        }
    }
    Ok(())
}

/// Ends what [`shared`] began. Nothing is left to end if the shared type is deleted.
pub(crate) fn end_shared(transaction: &impl ReadTxn, (kind, id): &Place) {
    let _ = match kind {
        Kind::Text => find::<TextRef>(id, transaction).map(|text| text.unobserve(KEY)),
        Kind::Array => find::<ArrayRef>(id, transaction).map(|array| array.unobserve(KEY)),
        Kind::Map => find::<MapRef>(id, transaction).map(|map| map.unobserve(KEY)),
    };
}

/// Has the updates of all transactions written down from now on.
pub(crate) fn updates(transaction: &mut TransactionMut<'_>, log: &Rc<Log>, number: u32) {
    let subscription = Subscription::new(log, number);
    transaction.observe_update_v1(KEY, move |transaction, event| {
        let news = News::Update(event.update.clone());
        subscription.log.write(transaction, news);
    });
}

/// Ends what [`updates`] began.
pub(crate) fn end_updates(transaction: &mut TransactionMut<'_>) {
    transaction.unobserve_update_v1(KEY);
}
