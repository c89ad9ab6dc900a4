//! The finder of people on pictures and the reader of cards, with the networks that were put into the program when it was built.

use std::sync::OnceLock;

use sscard_vision::{PortraitFinder, TextReader};

const FACE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/face"));
const GROUND: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ground"));

const TEXT_DETECTOR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/text-detector"));
const TEXT_RECOGNISER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/text-recogniser"));

/// The program was built without the networks: card photos cannot be judged, nor cards read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("built without the networks: run `cargo xtask setup` and build again")]
pub struct NotBuiltIn;

/// The finder, made once.
///
/// # Errors
/// [`NotBuiltIn`].
pub fn people() -> Result<&'static PortraitFinder, NotBuiltIn> {
    static FINDER: OnceLock<Option<PortraitFinder>> = OnceLock::new();
    FINDER.get_or_init(|| PortraitFinder::new(FACE, GROUND).ok()).as_ref().ok_or(NotBuiltIn)
}

/// Whether the networks that read cards are there, without making the reader.
///
/// # Errors
/// [`NotBuiltIn`].
pub fn has_text() -> Result<(), NotBuiltIn> {
    let there = !TEXT_DETECTOR.is_empty() && !TEXT_RECOGNISER.is_empty();
    there.then_some(()).ok_or(NotBuiltIn)
}

/// The reader of cards, made once, which takes a moment. Each reading has one thread: many go on at one time.
///
/// # Errors
/// [`NotBuiltIn`].
pub fn text() -> Result<&'static TextReader, NotBuiltIn> {
    static READER: OnceLock<Option<TextReader>> = OnceLock::new();
    READER.get_or_init(|| new_text_reader(1).ok()).as_ref().ok_or(NotBuiltIn)
}

/// A reader of cards of one's own, with so many threads for each reading.
///
/// # Errors
/// [`NotBuiltIn`].
pub fn new_text_reader(threads: usize) -> Result<TextReader, NotBuiltIn> {
    TextReader::new(TEXT_DETECTOR, TEXT_RECOGNISER, threads).map_err(|_| NotBuiltIn)
}
