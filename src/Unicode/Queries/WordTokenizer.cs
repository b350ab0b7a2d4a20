using System.Text;

namespace Actors.Unicode.Queries;

/// <summary>
/// Splits text into its words, upper-cased, in UTF-8, without allocating. A word is a maximal run of word characters; all else only
/// separates. Python upper-cases after it has split, so a word may come to hold characters that would have split it.
/// <code>
/// var words = new WordTokenizer(text, classes, stackalloc byte[WordTokenizer.BufferSize]);
/// while (words.MoveNext()) Look(words.Current);   // valid until the next MoveNext
/// </code>
/// </summary>
/// <param name="text">Any text; lone surrogates separate.</param>
/// <param name="classes">What is a word character, and its upper case.</param>
/// <param name="buffer">Room for one word.</param>
internal ref struct WordTokenizer(ReadOnlySpan<char> text, ICharacterClasses classes, Span<byte> buffer)
{
    /// <summary>
    /// Bytes in which every word of <see cref="QueryLimits.WordLength"/> units has room: each may become three code points of four bytes.
    /// </summary>
    public const int BufferSize = QueryLimits.WordLength * 3 * 4;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly ICharacterClasses _classes = classes;
    private readonly Span<byte> _buffer = buffer;
    private int _written;

    /// <summary>Where the current word starts, in UTF-16 units.</summary>
    public int Start { get; private set; }

    /// <summary>Where the current word ends, in UTF-16 units.</summary>
    public int End { get; private set; }

    /// <summary>The current word had no room in the buffer: <see cref="Current"/> is empty, and no name has such a word.</summary>
    public bool IsOverlong { get; private set; }

    /// <summary>The current word, upper-cased, in UTF-8. Overwritten by the next.</summary>
    public readonly ReadOnlySpan<byte> Current => _buffer[.._written];

    /// <summary>Goes to the next word.</summary>
    /// <returns>False at the end of the text.</returns>
    public bool MoveNext()
    {
        _written = 0;
        IsOverlong = false;
        var position = End;
        while (position < _text.Length && !IsWordCharacter(position, out _, out var length))
            position += length;
        Start = position;
        while (position < _text.Length && IsWordCharacter(position, out var codePoint, out var length))
        {
            Append(codePoint);
            position += length;
        }
        End = position;
        return End > Start;
    }

    private readonly bool IsWordCharacter(int position, out int codePoint, out int length)
    {
        codePoint = _text[position];
        length = 1;
        if (codePoint < 0x80)
            return AsciiText.IsWordCharacter((char)codePoint);
        codePoint = Utf16.CodePointAt(_text, position, out length);
        return _classes.IsWordCharacter(codePoint);
    }

    private void Append(int codePoint)
    {
        if (IsOverlong)
            return;
        if (codePoint < 0x80)
        {
            if (_written < _buffer.Length)
                _buffer[_written++] = (byte)(codePoint is >= 'a' and <= 'z' ? codePoint & ~0x20 : codePoint);
            else
                GiveUp();
            return;
        }
        Span<int> upper = stackalloc int[3];
        if (!_classes.TryUpperCase(codePoint, upper, out var count))
            (upper[0], count) = (codePoint, 1);
        foreach (var each in upper[..count])
        {
            if (!new Rune(each).TryEncodeToUtf8(_buffer[_written..], out var bytes))
            {
                GiveUp();
                return;
            }
            _written += bytes;
        }
    }

    private void GiveUp()
    {
        IsOverlong = true;
        _written = 0;
    }
}
