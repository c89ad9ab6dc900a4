//! The finder of people on pictures, with the networks that were put into the program when it was built.

use std::sync::OnceLock;

use sscard_vision::PortraitFinder;

const FACE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/face"));
const GROUND: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ground"));

/// The program was built without the networks: card photos cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("built without the face networks: run `cargo xtask setup` and build again")]
pub struct NotBuiltIn;

/// The finder, made once.
///
/// # Errors
/// [`NotBuiltIn`].
pub fn people() -> Result<&'static PortraitFinder, NotBuiltIn> {
    static FINDER: OnceLock<Option<PortraitFinder>> = OnceLock::new();
    FINDER.get_or_init(|| PortraitFinder::new(FACE, GROUND).ok()).as_ref().ok_or(NotBuiltIn)
}
