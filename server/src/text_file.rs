//! Files that operators provide. Their text is UTF-8, with or without a byte order mark.

use std::{io, path::Path};

/// The text is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is not UTF-8 ({looks_like}): save the file as UTF-8 and try again")]
pub struct NotUtf8 {
    looks_like: &'static str,
}

impl From<NotUtf8> for io::Error {
    fn from(error: NotUtf8) -> Self {
        Self::new(io::ErrorKind::InvalidData, error)
    }
}

/// The text of a file, without a byte order mark.
///
/// # Errors
/// When the file cannot be read, or is in another encoding, which the error guesses.
pub fn read_text_file(path: &Path) -> io::Result<String> {
    Ok(decode_utf8(read_file(path)?)?)
}

/// The bytes of a file. A named pipe is refused, because no process may ever write into it. A pipe that the shell passes as `/dev/fd/…` is
/// read.
///
/// # Errors
/// When the file cannot be read.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    use std::os::unix::fs::FileTypeExt as _;
    let kind = std::fs::metadata(path)?.file_type();
    let is_shell_stream = path.starts_with("/dev") || path.starts_with("/proc");
    if (kind.is_fifo() || kind.is_socket()) && !is_shell_stream {
        let words = "it is a pipe and no file: hand it over as /dev/stdin";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, words));
    }
    std::fs::read(path)
}

/// The text of bytes, without a byte order mark.
///
/// # Errors
/// When they are in another encoding.
pub fn decode_utf8(bytes: Vec<u8>) -> Result<String, NotUtf8> {
    const BYTE_ORDER_MARK: char = '\u{feff}';
    // UTF-16 of plain letters is valid UTF-8 with a NUL after or before each.
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.contains(&0) {
        return Err(NotUtf8 { looks_like: "it looks like UTF-16, which Excel calls Unicode text" });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(unmarked) => unmarked.to_owned(),
            None => text,
        }),
        Err(_) => Err(NotUtf8 { looks_like: "it looks like GBK, which Windows calls ANSI" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_decoded_and_other_encodings_are_named() {
        let utf16: Vec<u8> = "\u{feff}姓名".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let plain_utf16: Vec<u8> = "name".encode_utf16().flat_map(u16::to_le_bytes).collect();
        // 姓名 in GBK.
        let gbk = vec![0xD0, 0xD5, 0xC3, 0xFB];
        for (bytes, expected) in [
            ("姓名".as_bytes().to_vec(), Ok("姓名")),
            ("\u{feff}姓名".as_bytes().to_vec(), Ok("姓名")),
            (Vec::new(), Ok("")),
            (utf16, Err("UTF-16")),
            (plain_utf16, Err("UTF-16")),
            (gbk, Err("GBK")),
        ] {
            match (decode_utf8(bytes), expected) {
                (Ok(text), Ok(expected)) => assert_eq!(text, expected),
                (Err(error), Err(named)) => assert!(error.to_string().contains(named), "{error}"),
                (got, expected) => panic!("{got:?} instead of {expected:?}"),
            }
        }
    }
}
