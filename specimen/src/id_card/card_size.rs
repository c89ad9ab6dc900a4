//! The size of an ID card, and the unit of its type.

/// The width of a card of format ID-1 (ISO/IEC 7810), in millimetres.
pub(crate) const CARD_WIDTH: f32 = 85.6;
/// The height of a card, in millimetres.
pub(crate) const CARD_HEIGHT: f32 = 54.0;
/// The radius of a card's corners, in millimetres.
pub(crate) const CORNER_RADIUS: f32 = 3.18;
/// A typographic point in millimetres.
pub(crate) const POINT: f32 = 0.3528;
