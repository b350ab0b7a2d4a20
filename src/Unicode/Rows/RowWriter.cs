using System.Buffers;
using System.Text;
using Actors.Unicode.Characters;

namespace Actors.Unicode.Rows;

/// <summary>
/// Writes characters as rows. A JSON row is put together from bytes that are encoded already: name, and block, category and
/// age, which only some 1,600 combinations have.
/// </summary>
internal sealed class RowWriter(CharacterTable characters)
{
    /// <summary>Bytes of the longest row.</summary>
    private const int MaxRow = 384;

    private const int TextColumns = 7;

    /// <summary>Writes documents in the order given.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="format">How.</param>
    /// <param name="target">Gets them.</param>
    /// <param name="isFirst">No row was written before these.</param>
    public void Write(ReadOnlySpan<int> documents, RowFormat format, IBufferWriter<byte> target, bool isFirst)
    {
        var run = -1;
        for (var index = 0; index < documents.Length; index++)
        {
            var document = documents[index];
            // Neighbours mostly share a run.
            if (run < 0 || document < characters.Runs[run].Document || document >= characters.EndOfRun(run))
                run = characters.RunOfDocument(document);
            var row = target.GetSpan(MaxRow);
            var length = format == RowFormat.Json ? Json(run, document, index > 0 || !isFirst, row) : Line(run, document, row);
            target.Advance(length);
        }
    }

    /// <summary>Writes code points, which need not be characters, in the order given.</summary>
    public void WriteCodePoints(ReadOnlySpan<int> codePoints, RowFormat format, IBufferWriter<byte> target)
    {
        for (var index = 0; index < codePoints.Length; index++)
        {
            var (codePoint, document) = (codePoints[index], characters.DocumentOf(codePoints[index]));
            var run = document < 0 ? -1 : characters.RunOfDocument(document);
            var row = target.GetSpan(MaxRow);
            var length = (format, document) switch
            {
                (RowFormat.Json, >= 0) => Json(run, document, index > 0, row),
                (_, >= 0) => Line(run, document, row),
                (RowFormat.Json, _) => UnnamedJson(codePoint, index > 0, row),
                _ => UnnamedLine(codePoint, row),
            };
            target.Advance(length);
        }
    }

    private int Json(int run, int document, bool comma, Span<byte> row)
    {
        ref readonly var found = ref characters.Runs[run];
        var codePoint = found.CodePoint + document - found.Document;
        Span<byte> buffer = stackalloc byte[CharacterTable.MaxNameLength];
        var length = Head(codePoint, isShown: true, comma, row);
        Append(characters.NameOf(found, document, buffer), row, ref length);
        Append(characters.Tails[characters.TailOf(document)], row, ref length);
        return length;
    }

    private int UnnamedJson(int codePoint, bool comma, Span<byte> row)
    {
        var length = Head(codePoint, IsPrivate(codePoint), comma, row);
        Append(Encoding.ASCII.GetBytes(characters.NameOrLabel(codePoint)), row, ref length);
        Append("\",\"block\":"u8, row, ref length);
        if (characters.BlockOf(codePoint) is { } block)
        {
            Append("\""u8, row, ref length);
            Append(Encoding.ASCII.GetBytes(block), row, ref length);
            Append("\""u8, row, ref length);
        }
        else
        {
            Append("null"u8, row, ref length);
        }

        Append(",\"category\":\""u8, row, ref length);
        Append(Encoding.ASCII.GetBytes(characters.CategoryOf(codePoint)), row, ref length);
        Append("\",\"age\":null}"u8, row, ref length);
        return length;
    }

    // Everything before the name. Surrogates and what is not assigned have no character to show (surface, section 5).
    private static int Head(int codePoint, bool isShown, bool comma, Span<byte> row)
    {
        var length = 0;
        if (comma)
            row[length++] = (byte)',';
        Append("{\"code\":\"U+"u8, row, ref length);
        length += HexDigits.Write(codePoint, row[length..]);
        if (isShown)
        {
            Append("\",\"char\":\""u8, row, ref length);
            length += JsonCharacter.Write(codePoint, row[length..]);
            Append("\",\"name\":\""u8, row, ref length);
        }
        else
        {
            Append("\",\"char\":null,\"name\":\""u8, row, ref length);
        }

        return length;
    }

    private int Line(int run, int document, Span<byte> row)
    {
        ref readonly var found = ref characters.Runs[run];
        var codePoint = found.CodePoint + document - found.Document;
        Span<byte> buffer = stackalloc byte[CharacterTable.MaxNameLength];
        return Line(codePoint, isShown: true, characters.NameOf(found, document, buffer), row);
    }

    private int UnnamedLine(int codePoint, Span<byte> row) =>
        Line(codePoint, IsPrivate(codePoint), Encoding.ASCII.GetBytes(characters.NameOrLabel(codePoint)), row);

    private static int Line(int codePoint, bool isShown, ReadOnlySpan<byte> name, Span<byte> row)
    {
        "U+"u8.CopyTo(row);
        var length = 2 + HexDigits.Write(codePoint, row[2..]);
        while (length < TextColumns)
            row[length++] = (byte)' ';
        row[length++] = (byte)'\t';
        // A control would act on the terminal instead of being seen.
        if (codePoint is >= 0x20 and not (>= 0x7F and <= 0x9F) && isShown)
            length += new Rune(codePoint).EncodeToUtf8(row[length..]);
        row[length++] = (byte)'\t';
        Append(name, row, ref length);
        row[length++] = (byte)'\r';
        row[length++] = (byte)'\n';
        return length;
    }

    // Of what has no name, only private use may be shown.
    private bool IsPrivate(int codePoint) => characters.CategoryOf(codePoint) == "Co";

    private static void Append(ReadOnlySpan<byte> bytes, Span<byte> row, ref int length)
    {
        bytes.CopyTo(row[length..]);
        length += bytes.Length;
    }
}
