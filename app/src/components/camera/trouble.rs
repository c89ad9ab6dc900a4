//! Why there is no live picture, and what can be done about it.

/// What stands in the camera's way; the words name the cause and the remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Trouble {
    /// The person, the browser or the host application said no.
    #[error(
        "没有使用摄像头的权限。请允许本页面使用摄像头后点“重试”：在微信等应用内，请在手机“设置”的应用权限中为该应用打开“相机”；在浏览器中，请点地址栏旁的图标，把“摄像头”改为“允许”。"
    )]
    Denied,
    /// There is no camera.
    #[error("没有找到摄像头。请接好摄像头后点“重试”，或者从相册选择已拍好的照片。")]
    Missing,
    /// Another application has it, or the system does not give it.
    #[error(
        "摄像头打不开，可能正被其他应用占用。请关闭视频通话等正在使用摄像头的应用，再点“重试”。"
    )]
    Taken,
    /// The page lies where browsers give no camera.
    #[error("当前页面不能使用摄像头。请用手机自带的浏览器打开本页，或者从相册选择已拍好的照片。")]
    Forbidden,
    /// No picture came in a long time.
    #[error(
        "摄像头长时间没有画面。如屏幕上有权限询问，请选择“允许”；如没有，请关闭其他使用摄像头的应用后点“重试”。"
    )]
    Silent,
    /// There was a picture, and it went away.
    #[error("摄像头已断开。请检查摄像头后点“重试”，或者从相册选择已拍好的照片。")]
    Lost,
    /// The frame could not be kept.
    #[error(
        "没能保存刚才的照片，可能是设备内存不足。请关闭其他应用后点“重试”，或者从相册选择照片。"
    )]
    NotKept,
    /// Something that no browser we know says.
    #[error("摄像头没有打开。请点“重试”，如仍不行，请从相册选择已拍好的照片。")]
    Unknown,
}

impl Trouble {
    /// The trouble behind the name of a browser's error; older browsers have names of their own.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "NotAllowedError" | "PermissionDeniedError" | "PermissionDismissedError" => {
                Self::Denied
            }
            "NotFoundError" | "DevicesNotFoundError" => Self::Missing,
            "NotReadableError" | "AbortError" | "TrackStartError" => Self::Taken,
            "SecurityError" | "NotSupportedError" => Self::Forbidden,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_leads_to_its_own_words() {
        assert_eq!(Trouble::of("NotAllowedError"), Trouble::Denied);
        assert_eq!(Trouble::of("NotFoundError"), Trouble::Missing);
        assert_eq!(Trouble::of("NotReadableError"), Trouble::Taken);
        assert_eq!(Trouble::of("AbortError"), Trouble::Taken);
        assert_eq!(Trouble::of("SecurityError"), Trouble::Forbidden);
        assert_eq!(Trouble::of("TypeError"), Trouble::Unknown);
    }

    #[test]
    fn all_words_name_a_remedy() {
        for trouble in [
            Trouble::Denied,
            Trouble::Missing,
            Trouble::Taken,
            Trouble::Forbidden,
            Trouble::Silent,
            Trouble::Lost,
            Trouble::NotKept,
            Trouble::Unknown,
        ] {
            let words = trouble.to_string();
            assert!(words.contains('请') && words.ends_with('。'), "{words}");
        }
    }
}
