//! The models that are built into the program: the finder of people on pictures and the reader of cards.

use std::sync::OnceLock;

use sscard_vision::{PortraitFinder, TextReader};

const FACE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/face"));
const BACKGROUND: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ground"));

const TEXT_DETECTOR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/text-detector"));
const TEXT_RECOGNISER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/text-recogniser"));

/// The program was built without the models: card photos cannot be judged, and cards cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("built without the networks: run `cargo xtask setup` and build again")]
pub struct ModelsNotBuiltIn;

/// The finder of people, built once.
///
/// # Errors
/// [`ModelsNotBuiltIn`].
pub fn portrait_finder() -> Result<&'static PortraitFinder, ModelsNotBuiltIn> {
    static FINDER: OnceLock<Option<PortraitFinder>> = OnceLock::new();
    FINDER
        .get_or_init(|| PortraitFinder::new(FACE, BACKGROUND).ok())
        .as_ref()
        .ok_or(ModelsNotBuiltIn)
}

/// Checks that the models that read cards are built in, without building the reader.
///
/// # Errors
/// [`ModelsNotBuiltIn`].
pub fn check_text_models() -> Result<(), ModelsNotBuiltIn> {
    let has_models = !TEXT_DETECTOR.is_empty() && !TEXT_RECOGNISER.is_empty();
    has_models.then_some(()).ok_or(ModelsNotBuiltIn)
}

/// The reader of cards, built once, which takes a moment. Each reading uses one thread, because many run in parallel.
///
/// # Errors
/// [`ModelsNotBuiltIn`].
pub fn text_reader() -> Result<&'static TextReader, ModelsNotBuiltIn> {
    static READER: OnceLock<Option<TextReader>> = OnceLock::new();
    READER.get_or_init(|| new_text_reader(1).ok()).as_ref().ok_or(ModelsNotBuiltIn)
}

/// A new reader of cards that uses so many threads for each reading.
///
/// # Errors
/// [`ModelsNotBuiltIn`].
pub fn new_text_reader(threads: usize) -> Result<TextReader, ModelsNotBuiltIn> {
    TextReader::new(TEXT_DETECTOR, TEXT_RECOGNISER, threads).map_err(|_| ModelsNotBuiltIn)
}
