//! The browsers that wait for a phone: they are notified at once when the state of their scan changes. The state is in the database; here
//! are only the notifiers, so that a phone may answer while no browser waits.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use qrcodegen::{QrCode, QrCodeEcc};
use sscard_shared::api::ScanCode;
use tokio::sync::{Notify, Semaphore, SemaphorePermit};

/// The browsers that wait.
#[derive(Debug)]
pub struct Scans {
    slots: Semaphore,
    notifiers: Mutex<HashMap<String, Arc<Notify>>>,
}

/// A browser that waits. Its slot is free again when this is dropped.
#[derive(Debug)]
pub struct Waiter<'a> {
    scans: &'a Scans,
    id: String,
    /// Notified when the scan changes.
    pub notifier: Arc<Notify>,
    _slot: SemaphorePermit<'a>,
}

impl Scans {
    /// Slots for so many browsers.
    #[must_use]
    pub fn new(slots: usize) -> Self {
        Self { slots: Semaphore::new(slots), notifiers: Mutex::default() }
    }

    /// A slot to wait for news of a scan; `None` where all are taken. Each scan has two, for a page that is loaded again and its
    /// predecessor, so that no scan takes all slots.
    #[must_use]
    pub fn register_waiter(&self, id: &str) -> Option<Waiter<'_>> {
        let slot = self.slots.try_acquire().ok()?;
        let mut notifiers = self.notifiers();
        let notifier = notifiers.entry(id.to_owned()).or_default();
        // One reference is the map's own, and each waiter has one.
        if Arc::strong_count(notifier) > 2 {
            return None;
        }
        let notifier = Arc::clone(notifier);
        drop(notifiers);
        Some(Waiter { scans: self, id: id.to_owned(), notifier, _slot: slot })
    }

    /// Wakes the browsers that wait for a scan.
    pub fn notify(&self, id: &str) {
        if let Some(notifier) = self.notifiers().get(id) {
            notifier.notify_waiters();
        }
    }

    fn notifiers(&self) -> MutexGuard<'_, HashMap<String, Arc<Notify>>> {
        self.notifiers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        let mut notifiers = self.scans.notifiers();
        // The map's own and this one: no other browser waits for the same scan.
        if Arc::strong_count(&self.notifier) == 2 {
            notifiers.remove(&self.id);
        }
    }
}

/// The light squares around a code that the standard demands.
const QUIET_ZONE: i32 = 4;

/// Draws a text as a QR code; `None` where it is too long for one.
#[must_use]
pub fn draw(text: &str) -> Option<ScanCode> {
    use std::fmt::Write as _;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            if run > 0 {
                // Writing into a String cannot fail.
                let _ = write!(path, "M{} {}.5h{run}", x + QUIET_ZONE, y + QUIET_ZONE);
            }
            x += i32::try_from(run).unwrap_or(i32::MAX) + 1;
        }
    }
    let side = u32::try_from(code.size() + 2 * QUIET_ZONE).ok()?;
    Some(ScanCode { side, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_waiter_frees_its_slot_and_notifier() {
        let scans = Scans::new(2);
        let (one, other) = (scans.register_waiter("a"), scans.register_waiter("a"));
        assert!(one.is_some() && other.is_some() && scans.register_waiter("b").is_none());
        drop(one);
        assert_eq!(scans.notifiers().len(), 1);
        assert!(scans.register_waiter("b").is_some());
        drop(other);
        assert!(scans.notifiers().is_empty());
    }

    #[test]
    fn at_most_two_browsers_wait_for_one_scan() {
        let scans = Scans::new(9);
        let (one, other) = (scans.register_waiter("a"), scans.register_waiter("a"));
        assert!(one.is_some() && other.is_some() && scans.register_waiter("a").is_none());
        assert!(scans.register_waiter("b").is_some());
        drop(one);
        assert!(scans.register_waiter("a").is_some());
    }

    #[test]
    fn drawn_codes_can_be_decoded() {
        let text = "https://card.example.cn/scan#0123456789abcdef0123456789abcdef";
        let drawn = draw(text).unwrap();
        let side = drawn.side as usize;
        let mut dark = vec![false; side * side];
        for run in drawn.path.split('M').skip(1) {
            let (at, length) = run.split_once(".5h").unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let begin = y.parse::<usize>().unwrap() * side + x.parse::<usize>().unwrap();
            dark[begin..begin + length.parse::<usize>().unwrap()].fill(true);
        }
        // A decoder needs more than one pixel for a square.
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * 4, side * 4, |x, y| {
            if dark[y / 4 * side + x / 4] { 0 } else { 255 }
        });
        assert_eq!(image.detect_grids()[0].decode().unwrap().1, text);
    }
}
