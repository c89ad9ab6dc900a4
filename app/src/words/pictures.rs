//! Words around pictures: choosing, shooting, cutting, and the corners of a card.

use sscard_shared::{api::PictureKind, language::Language};

use super::{en, said, zh_cn};
use crate::{imaging::quadrilateral::Quadrilateral, language::language};

/// Choosing and cutting pictures.
#[derive(Clone, Copy, Debug)]
pub struct CropWords {
    /// The dialog's title (guide, part 一).
    pub title: &'static str,
    /// 温馨提示 (guide, part 一).
    pub hint_title: &'static str,
    /// The three lines of 温馨提示 for the card photo (guide, part 一).
    pub hints: [&'static str; 3],
    /// What a card photo looks like: the words to unfold the drawing, the drawing in words, and what no number says.
    pub example: &'static str,
    pub example_alt: &'static str,
    pub example_face: &'static str,
    /// The invitation on an empty tile (guide, part 二).
    pub pick: &'static str,
    /// The invitation on a tile that has a picture.
    pub pick_again: &'static str,
    pub remove: &'static str,
    pub retry: &'static str,
    pub cancel: &'static str,
    pub confirm: &'static str,
    pub choose_another: &'static str,
    pub adjust: &'static str,
    pub use_anyway: &'static str,
    pub sent: &'static str,
    // While a picture is made.
    pub starting: &'static str,
    pub reading: &'static str,
    pub looking: &'static str,
    pub looking_for_card: &'static str,
    pub making: &'static str,
    pub checking: &'static str,
    // Why none was made.
    pub unreadable: &'static str,
    pub not_handed_over: &'static str,
    pub not_started: &'static str,
    pub crashed: &'static str,
    pub too_long: &'static str,
    pub ended: &'static str,
    // The crop dialog.
    pub stage: &'static str,
    pub stage_help: &'static str,
    pub zoom: &'static str,
    pub zoom_in: &'static str,
    pub zoom_out: &'static str,
    pub left: &'static str,
    pub right: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    /// What the buttons that move and turn the picture are together.
    pub tools: &'static str,
    pub turn_left: &'static str,
    pub turn_right: &'static str,
    /// What is seen of both turns; their arrows tell them apart.
    pub turn: &'static str,
    pub reset: &'static str,
    // On the photo, beside the lines of the standard.
    pub guide_hair: &'static str,
    pub guide_eyes: &'static str,
    pub cannot_turn: &'static str,
    pub lean: &'static str,
    pub lean_left: &'static str,
    pub lean_right: &'static str,
    // How the head lies in the frame.
    pub hair_to_top: &'static str,
    pub eyes_to_bottom: &'static str,
    pub face_width: &'static str,
    pub hair_unseen: &'static str,
    pub unseen: &'static str,
    pub wanted: &'static str,
    pub pixels: &'static str,
    pub right_place: &'static str,
    pub wrong_place: &'static str,
    pub well_placed: &'static str,
    pub no_head: &'static str,
    pub mend: &'static str,
    /// Said the first two times there is advice; the third time the photo may be used all the same.
    pub better: &'static str,
    pub advice: &'static str,
}

/// The camera and its hints.
#[derive(Clone, Copy, Debug)]
pub struct CameraWords {
    /// The button on a picture's tile.
    pub shoot: &'static str,
    pub opening: &'static str,
    pub allow: &'static str,
    pub live: &'static str,
    pub shutter: &'static str,
    pub stop_counting: &'static str,
    pub switch: &'static str,
    pub count_down: &'static str,
    pub count_down_short: &'static str,
    pub album: &'static str,
    pub cancel: &'static str,
    /// In the sandbox: the offer of a drawn picture in the camera's place, and that it is one.
    pub stand_in: &'static str,
    pub stand_in_note: &'static str,
    pub no_picture: &'static str,
    pub retry: &'static str,
    /// What a screen reader hears while the frame is kept.
    pub taken: &'static str,
    // Hints over the live picture.
    pub too_dark: &'static str,
    pub too_bright: &'static str,
    pub moving: &'static str,
    pub no_face: &'static str,
    pub many_faces: &'static str,
    pub nearer: &'static str,
    pub farther: &'static str,
    pub face_aside: &'static str,
    pub no_card: &'static str,
    pub aim_face: &'static str,
    pub aim_card: &'static str,
    pub good: &'static str,
    pub good_card: &'static str,
    // Why there is no live picture: cause and remedy.
    pub denied: &'static str,
    pub missing: &'static str,
    pub in_use: &'static str,
    pub forbidden: &'static str,
    pub silent: &'static str,
    pub lost: &'static str,
    pub not_kept: &'static str,
    pub unknown: &'static str,
}

/// The corners of a card.
#[derive(Clone, Copy, Debug)]
pub struct CornerWords {
    pub stage: &'static str,
    pub help: &'static str,
    pub help_keys: &'static str,
    /// Clockwise from the card's own top left.
    pub corners: [&'static str; 4],
    pub handle: &'static str,
    pub top: &'static str,
    pub whole: &'static str,
}

/// 放大 120%: what a screen reader hears after a zoom.
#[must_use]
pub fn zoomed(zoom: f64) -> String {
    said!(zoomed(zoom))
}

/// 头顶距上边 12 像素.
#[must_use]
pub fn distance(name: &str, pixels: i32) -> String {
    said!(distance(name, pixels))
}

/// 7～21, in pixels.
#[must_use]
pub fn wanted(range: (f64, f64)) -> String {
    said!(wanted(range))
}

/// ≥207, in pixels.
#[must_use]
pub fn at_least(least: f64) -> String {
    ["≥", &(least as i32).to_string()].concat()
}

/// An angle as 向右 2.5°, told by half degrees.
#[must_use]
pub fn lean(half_degrees: i32) -> String {
    let halves = half_degrees.unsigned_abs();
    let half = if halves % 2 == 1 { ".5°" } else { "°" };
    let size = [&(halves / 2).to_string(), half].concat();
    if half_degrees == 0 { size } else { said!(lean(&size, half_degrees > 0)) }
}

/// A zoom of 1.2 as 120%.
#[must_use]
pub fn percent(zoom: f64) -> String {
    // A zoom is a small positive number; adding a half before cutting rounds it without the cost of a float formatter.
    [&((zoom * 100.0 + 0.5) as u32).to_string(), "%"].concat()
}

/// The alternative text of a picture that was chosen.
#[must_use]
pub fn chosen(kind: PictureKind) -> &'static str {
    said!(chosen(kind))
}

/// The dialog's title.
#[must_use]
pub fn shooting(kind: PictureKind) -> &'static str {
    said!(shooting(kind))
}

/// 距左边12%，距上边8%: where a corner is in the picture.
#[must_use]
pub fn corner_place(figure: Quadrilateral, corner: usize) -> String {
    said!(corner_place(figure, corner))
}

/// Which way the card's upper side looks.
#[must_use]
pub fn card_lies(figure: Quadrilateral) -> &'static str {
    said!(card_lies(figure.quarters()))
}
