//! What people read where pictures are chosen and cropped. The guide's words are here to the character.

use sscard_shared::api::PictureKind;

/// The dialog's title (guide, part 一).
pub const TITLE: &str = "图片上传";
/// 温馨提示 (guide, part 一).
pub const HINT_TITLE: &str = "温馨提示：";
/// The three lines of 温馨提示 for the card photo (guide, part 一).
pub const HINTS: [&str; 3] = [
    "1、请选择制卡照片, 上传核验。",
    "2、请保证照片真实有效, 清晰完整, 无任何遮挡, 同时避免照片反光。",
    "3、请通过鼠标移动或缩放照片, 将照片填满裁剪框。",
];
/// The invitation on an empty tile (guide, part 二).
pub const PICK: &str = "点击上传图片";
/// The invitation on a tile that has a picture.
pub const PICK_AGAIN: &str = "重新上传";
pub const REMOVE: &str = "删除";
pub const RETRY: &str = "重试";
pub const CANCEL: &str = "取消";
pub const CONFIRM: &str = "确定";
pub const CHOOSE_ANOTHER: &str = "重新选择";
pub const ADJUST: &str = "重新调整";
pub const USE_ANYWAY: &str = "使用这张照片";
pub const SENDING: &str = "正在上传…";
pub const SENT: &str = "已上传";

// The crop dialog.
pub const STAGE: &str = "裁剪框";
pub const STAGE_HELP: &str = "拖动照片移动，双指或滚轮缩放。键盘：方向键移动，加号和减号缩放，方括号键微调旋转。请让头顶落在上方两条线之间。";
pub const ZOOM: &str = "缩放";
pub const ZOOM_IN: &str = "放大";
pub const ZOOM_OUT: &str = "缩小";
pub const LEFT: &str = "左移";
pub const RIGHT: &str = "右移";
pub const UP: &str = "上移";
pub const DOWN: &str = "下移";
pub const TURN_LEFT: &str = "向左旋转90°";
pub const TURN_RIGHT: &str = "向右旋转90°";
/// What is seen of both turns; their arrows tell them apart.
pub const TURN: &str = "旋转90°";
pub const RESET: &str = "还原";
// On the photo, beside the lines of the standard.
pub const GUIDE_HAIR: &str = "头顶";
pub const GUIDE_EYES: &str = "双眼不低于此线";
pub const CANNOT_TURN: &str = "照片旋转后不足制卡要求的尺寸，不能旋转。";
pub const LEAN: &str = "微调";
pub const LEAN_LEFT: &str = "向左微调";
pub const LEAN_RIGHT: &str = "向右微调";
// How the head lies in the frame.
pub const HAIR_TO_TOP: &str = "头顶距上边";
pub const EYES_TO_BOTTOM: &str = "双眼距下边";
pub const FACE_WIDTH: &str = "脸宽";
pub const HAIR_UNSEEN: &str = "看不到头顶";
pub const UNSEEN: &str = "看不到";
pub const WANTED: &str = "标准";
pub const PIXELS: &str = "像素";
pub const RIGHT_PLACE: &str = "，符合要求";
pub const WRONG_PLACE: &str = "，不符合要求";
pub const WELL_PLACED: &str = "头部位置符合要求，可以点击确定。";
pub const NO_HEAD: &str =
    "没有找到人脸，请换一张正面免冠照片；如照片无误，请移动、缩放照片，让脸部对准虚线框。";
pub const MEND: &str = "这张照片不符合制卡要求，请按提示调整或重新选择：";
/// Said the first two times there is advice; the third time the photo may be used all the same.
pub const BETTER: &str = "这张照片可能影响制卡，建议调整或换一张更好的照片：";
pub const ADVICE: &str = "照片仍有以下问题，您可以继续使用，将由工作人员人工审核：";

/// 放大 120%: what a screen reader hears after a zoom.
#[must_use]
pub fn zoomed(zoom: f64) -> String {
    ["放大 ", &percent(zoom)].concat()
}

/// 头顶距上边 12 像素.
#[must_use]
pub fn distance(name: &str, pixels: i32) -> String {
    [name, " ", &pixels.to_string(), " 像素"].concat()
}

/// 7～21, in pixels.
#[must_use]
pub fn wanted((least, most): (f64, f64)) -> String {
    [&(least as i32).to_string(), "～", &(most as i32).to_string()].concat()
}

/// ≥207, in pixels.
#[must_use]
pub fn at_least(least: f64) -> String {
    ["≥", &(least as i32).to_string()].concat()
}

/// An angle as 向右 2.5°, told by half degrees.
#[must_use]
pub fn lean(half_degrees: i32) -> String {
    let side = match half_degrees {
        0 => return "0°".to_owned(),
        1.. => "右",
        _ => "左",
    };
    let size = half_degrees.unsigned_abs();
    let half = if size % 2 == 1 { ".5°" } else { "°" };
    [side, &(size / 2).to_string(), half].concat()
}

/// A zoom of 1.2 as 120%.
#[must_use]
pub fn percent(zoom: f64) -> String {
    // A zoom is a small positive number; adding a half before cutting rounds it without the cost of a float formatter.
    [&((zoom * 100.0 + 0.5) as u32).to_string(), "%"].concat()
}

/// The alternative text of a picture that was chosen.
#[must_use]
pub const fn chosen(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::EmblemSide => "已选择的身份证国徽面照片",
        PictureKind::PortraitSide => "已选择的身份证个人信息面照片",
        PictureKind::Photo => "已选择的制卡照片",
    }
}
