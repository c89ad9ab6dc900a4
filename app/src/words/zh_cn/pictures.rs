//! 中文: the words around pictures.

use sscard_shared::api::PictureKind;

use crate::{
    imaging::quadrilateral::Quadrilateral,
    words::{
        percent,
        pictures::{CameraWords, CornerWords, CropWords},
    },
};

pub(in crate::words) const CROP: CropWords = CropWords {
    title: "图片上传",
    hint_title: "温馨提示：",
    hints: [
        "1、请选择制卡照片, 上传核验。",
        "2、请保证照片真实有效, 清晰完整, 无任何遮挡, 同时避免照片反光。",
        "3、请通过鼠标移动或缩放照片, 将照片填满裁剪框。",
    ],
    example: "符合要求的制卡照片示例",
    example_alt: "示意图：白底，正面免冠，头部居中，头顶靠近上边，双耳和双肩都在照片内",
    example_face: "白底，正面免冠，五官无遮挡",
    pick: "点击上传图片",
    pick_again: "重新上传",
    remove: "删除",
    retry: "重试",
    cancel: "取消",
    confirm: "确定",
    choose_another: "重新选择",
    adjust: "重新调整",
    use_anyway: "使用这张照片",
    sent: "已上传",
    // While a picture is made.
    starting: "正在准备…",
    reading: "正在读取照片…",
    looking: "正在查找人脸…",
    looking_for_card: "正在查找证件…",
    making: "正在处理照片…",
    checking: "正在检查照片…",
    // Why none was made.
    unreadable: "没能从手机或电脑读出这个文件。请先把照片保存到相册或本机文件夹，再重新选择。",
    not_handed_over: "没能取到这张照片。请再点一次，从手机中选择。",
    not_started: "照片处理程序没有加载成功。请检查网络后重新选择照片；如仍不行，请刷新页面，已填写的内容不会丢失。",
    crashed: "照片处理中断，可能是设备内存不足。请关闭其他应用后重试，或换一张小一些的照片。",
    too_long: "照片处理时间过长，已停止。请换一张小一些的照片再试。",
    ended: "已取消",
    // The crop dialog.
    stage: "裁剪框",
    stage_help: "拖动照片移动，双指或滚轮缩放。键盘：方向键移动，加号和减号缩放，方括号键微调旋转。请让头顶落在上方两条线之间。",
    zoom: "缩放",
    zoom_in: "放大",
    zoom_out: "缩小",
    left: "左移",
    right: "右移",
    up: "上移",
    down: "下移",
    tools: "调整照片位置和方向",
    turn_left: "向左旋转90°",
    turn_right: "向右旋转90°",
    turn: "旋转90°",
    reset: "还原",
    // On the photo, beside the lines of the standard.
    guide_hair: "头顶",
    guide_eyes: "双眼不低于此线",
    cannot_turn: "照片旋转后不足制卡要求的尺寸，不能旋转。",
    lean: "微调",
    lean_left: "向左微调",
    lean_right: "向右微调",
    // How the head lies in the frame.
    hair_to_top: "头顶距上边",
    eyes_to_bottom: "双眼距下边",
    face_width: "脸宽",
    hair_unseen: "看不到头顶",
    unseen: "看不到",
    wanted: "标准",
    pixels: "像素",
    right_place: "，符合要求",
    wrong_place: "，不符合要求",
    well_placed: "头部位置符合要求，可以点击确定。",
    no_head: "没有找到人脸，请换一张正面免冠照片；如照片无误，请移动、缩放照片，让脸部对准虚线框。",
    mend: "这张照片不符合制卡要求，请按提示调整或重新选择：",
    better: "这张照片可能影响制卡，建议调整或换一张更好的照片：",
    advice: "照片仍有以下问题，您可以继续使用，将由工作人员人工审核：",
};

pub(in crate::words) const CAMERA: CameraWords = CameraWords {
    shoot: "拍照",
    opening: "正在打开摄像头…",
    allow: "如出现询问，请选择“允许”。",
    live: "摄像头画面",
    shutter: "拍照",
    stop_counting: "停止倒计时",
    switch: "切换摄像头",
    count_down: "自拍倒计时",
    count_down_short: "倒计时3秒",
    album: "从相册选择",
    cancel: "取消",
    stand_in: "没有摄像头？用样例影像",
    stand_in_note: "现在使用的是演示环境画出的样例影像，不是摄像头拍到的画面。",
    no_picture: "暂时不能拍照",
    retry: "重试",
    taken: "已拍摄",
    // Hints over the live picture.
    too_dark: "光线太暗，请到明亮的地方",
    too_bright: "光线太强，请避开强光和反光",
    moving: "画面在晃动，请拿稳并保持不动",
    no_face: "没有看到人脸，请正对镜头",
    many_faces: "画面里不止一人，请只拍本人",
    nearer: "请靠近一些",
    farther: "请离远一些",
    face_aside: "请把脸移到框中间",
    no_card: "请把证件放进框内",
    aim_face: "请正对镜头，头和肩膀对准轮廓",
    aim_card: "请把证件放进框内，四边对齐",
    good: "很好，请保持不动",
    good_card: "很好",
    // Why there is no live picture.
    denied: "没有使用摄像头的权限。请允许本页面使用摄像头后点“重试”：在微信等应用内，请在手机“设置”的应用权限中为该应用打开“相机”；在浏览器中，请点地址栏旁的图标，把“摄像头”改为“允许”。",
    missing: "没有找到摄像头。请接好摄像头后点“重试”，或者从相册选择已拍好的照片。",
    in_use: "摄像头打不开，可能正被其他应用占用。请关闭视频通话等正在使用摄像头的应用，再点“重试”。",
    forbidden: "当前页面不能使用摄像头。请用手机自带的浏览器打开本页，或者从相册选择已拍好的照片。",
    silent: "摄像头长时间没有画面。如屏幕上有权限询问，请选择“允许”；如没有，请关闭其他使用摄像头的应用后点“重试”。",
    lost: "摄像头已断开。请检查摄像头后点“重试”，或者从相册选择已拍好的照片。",
    not_kept: "没能保存刚才的照片，可能是设备内存不足。请关闭其他应用后点“重试”，或者从相册选择照片。",
    unknown: "摄像头没有打开。请点“重试”，如仍不行，请从相册选择已拍好的照片。",
};

pub(in crate::words) const CORNERS: CornerWords = CornerWords {
    stage: "证件四角",
    help: "请把四个圆点拖到证件的四角，“上”字一边是证件的上边。",
    help_keys: "键盘：Tab 键选择圆点，方向键移动，按住 Shift 移动得更快。",
    corners: ["左上角", "右上角", "右下角", "左下角"],
    handle: "可移动的角点",
    top: "上",
    whole: "不裁剪，使用整张图片",
};

pub(in crate::words) fn zoomed(zoom: f64) -> String {
    ["放大 ", &percent(zoom)].concat()
}

pub(in crate::words) fn distance(name: &str, pixels: i32) -> String {
    [name, " ", &pixels.to_string(), " 像素"].concat()
}

pub(in crate::words) fn wanted((least, most): (f64, f64)) -> String {
    [&(least as i32).to_string(), "～", &(most as i32).to_string()].concat()
}

pub(in crate::words) fn lean(size: &str, is_right: bool) -> String {
    [if is_right { "右" } else { "左" }, size].concat()
}

pub(in crate::words) const fn chosen(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::EmblemSide => "已选择的身份证国徽面照片",
        PictureKind::PortraitSide => "已选择的身份证个人信息面照片",
        PictureKind::Photo => "已选择的制卡照片",
    }
}

pub(in crate::words) const fn shooting(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::EmblemSide => "拍摄身份证国徽面",
        PictureKind::PortraitSide => "拍摄身份证个人信息面",
        PictureKind::Photo => "拍摄制卡照片",
    }
}

pub(in crate::words) fn corner_place(figure: Quadrilateral, corner: usize) -> String {
    let (x, y) = figure.part(corner);
    ["距左边", &percent(x), "，距上边", &percent(y)].concat()
}

pub(in crate::words) const fn card_lies(quarters: u8) -> &'static str {
    match quarters {
        0 => "证件上边朝上",
        1 => "证件上边朝右",
        2 => "证件上边朝下",
        _ => "证件上边朝左",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_in_whole_percents() {
        let figure = Quadrilateral::inset(1000, 500);
        assert_eq!(corner_place(figure, 0), "距左边8%，距上边8%");
        assert_eq!(corner_place(figure, 2), "距左边92%，距上边92%");
    }
}
