//! 中文: 人脸识别.

use crate::words::{FaceWords, IdentityCheckWords};

pub(in crate::words) const FACE: FaceWords = FaceWords {
    title: "人脸识别",
    preparing: "正在打开摄像头…",
    ahead: "请正对屏幕，保持不动",
    turn_left: "请缓慢向左转头",
    turn_right: "请缓慢向右转头",
    come_closer: "请缓慢靠近屏幕",
    done: "动作完成，正在核验…",
    no_face: "没有看到人脸，请正对屏幕",
    several: "只能有一张脸，请他人离开画面",
    again: "请由同一人完成，请重新正对屏幕",
    not_done: "人脸识别没有完成",
    again_button: "重新开始",
    over: "没有在规定时间内完成动作。请到光线均匀的地方，正对屏幕，点“重新开始”。",
    went_away: "人脸识别时离开了本页面。请点“重新开始”，完成前不要切换到其他应用。",
    denied: "没有使用摄像头的权限。请允许本页面使用摄像头后点“重新开始”：在微信等应用内，请在手机“设置”的应用权限中为该应用打开“相机”；在浏览器中，请点地址栏旁的图标，把“摄像头”改为“允许”。",
    in_use: "摄像头打不开，可能正被其他应用占用。请关闭视频通话等正在使用摄像头的应用，再点“重新开始”。",
    silent: "摄像头长时间没有画面。如屏幕上有权限询问，请选择“允许”；如没有，请关闭其他使用摄像头的应用后点“重新开始”。",
    no_camera: "当前设备没有摄像头，或当前页面不能使用摄像头。请接好摄像头，或用手机自带的浏览器打开本页，再点“重新开始”。",
    not_opened: "摄像头没有打开。请关闭其他正在使用摄像头的应用，再点“重新开始”。",
    lost: "摄像头已断开。请检查摄像头后点“重新开始”。",
    not_loaded: "人脸识别程序没有加载成功。请检查网络后点“重新开始”。",
    elsewhere: "没有摄像头，或不便做动作的，可到银行网点办理，或拨打96066。",
    sandbox: "演示环境只核对动作，不比对照片。",
};

pub(in crate::words) const IDENTITY_CHECK: IdentityCheckWords = IdentityCheckWords {
    title: "身份认证",
    lead: "请填写您的个人信息",
    resident_card: "中华人民共和国居民身份证",
    number_placeholder: "请输入证件号码",
    keep: "登录有效期",
    keep_days: "30天免登录",
    consent_register: "我同意北京市大数据中心使用我所提交的信息注册京通小程序，以及登录北京市统一身份认证平台，以便使用京通相关服务。",
    consent_texts: "我已认真阅读并同意《用户服务协议》及《隐私政策》",
    user_agreement: "用户服务协议",
    privacy_policy: "隐私政策",
    consent_missing: "请阅读后勾选同意",
    start: "开始人脸识别",
};

pub(in crate::words) fn face_moves_done(done: usize, of: usize) -> String {
    format!("已完成{done}个动作，共{of}个")
}
