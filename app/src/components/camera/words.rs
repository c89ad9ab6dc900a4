//! What people read while the camera is open.

use sscard_shared::api::PictureKind;

/// The button on a picture's tile.
pub const SHOOT: &str = "拍照";
pub const OPENING: &str = "正在打开摄像头…";
pub const ALLOW: &str = "如出现询问，请选择“允许”。";
pub const LIVE: &str = "摄像头画面";
pub const SHUTTER: &str = "拍照";
pub const STOP_COUNTING: &str = "停止倒计时";
pub const SWITCH: &str = "切换摄像头";
pub const COUNT_DOWN: &str = "自拍倒计时";
pub const COUNT_DOWN_SHORT: &str = "倒计时3秒";
pub const ALBUM: &str = "从相册选择";
pub const CANCEL: &str = "取消";
pub const NO_PICTURE: &str = "暂时不能拍照";
pub const RETRY: &str = "重试";
/// What a screen reader hears while the frame is kept.
pub const TAKEN: &str = "已拍摄";

/// The dialog's title.
#[must_use]
pub const fn title(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::EmblemSide => "拍摄身份证国徽面",
        PictureKind::PortraitSide => "拍摄身份证个人信息面",
        PictureKind::Photo => "拍摄制卡照片",
    }
}

// Hints over the live picture.
pub const TOO_DARK: &str = "光线太暗，请到明亮的地方";
pub const TOO_BRIGHT: &str = "光线太强，请避开强光和反光";
pub const MOVING: &str = "画面在晃动，请拿稳并保持不动";
pub const NO_FACE: &str = "没有看到人脸，请正对镜头";
pub const MANY_FACES: &str = "画面里不止一人，请只拍本人";
pub const NEARER: &str = "请靠近一些";
pub const FARTHER: &str = "请离远一些";
pub const FACE_ASIDE: &str = "请把脸移到框中间";
pub const NO_CARD: &str = "请把证件放进框内";
pub const AIM_FACE: &str = "请正对镜头，头和肩膀对准轮廓";
pub const AIM_CARD: &str = "请把证件放进框内，四边对齐";
pub const GOOD: &str = "很好，请保持不动";
pub const GOOD_CARD: &str = "很好";
