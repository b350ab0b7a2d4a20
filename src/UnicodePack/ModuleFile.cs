using System.IO.Compression;
using System.Text.Json;

namespace Actors.UnicodePack;

/// <summary>Reads a data module of the <c>@unicode</c> packages: one string literal, which is packed JSON or packed ranges.</summary>
internal sealed class ModuleFile(string root)
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public string[] Folders(string folder) =>
        [.. Directory.GetDirectories(Path.Combine(root, folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>gzip in base64.</summary>
    public JsonElement Json(string path)
    {
        using var packed = new GZipStream(new MemoryStream(Convert.FromBase64String(Literal(path))), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(packed);
        return document.RootElement.Clone();
    }

    /// <summary>Triples of gap, length and value, laid end to end.</summary>
    public IEnumerable<(int First, int Last, string Value)> Runs(string path)
    {
        var (position, items) = (0, Json(path).EnumerateArray().ToArray());
        for (var index = 0; index + 2 < items.Length; index += 3)
        {
            var first = position + items[index].GetInt32();
            position = first + items[index + 1].GetInt32();
            yield return (first, position - 1, items[index + 2].GetString()!);
        }
    }

    /// <summary>
    /// Gaps and lengths, in turn, as numbers of 5, 10, 15 or 21 bits in base64 digits; less one, but for the first gap: no range is empty
    /// and no two touch each other.
    /// </summary>
    public IEnumerable<(int First, int Last)> Ranges(string path)
    {
        var next = 0;
        using var numbers = Numbers(Literal(path)).GetEnumerator();
        while (numbers.MoveNext())
        {
            var first = next + numbers.Current;
            if (!numbers.MoveNext())
                throw new InvalidDataException($"{path} ends within a range.");
            var last = first + numbers.Current;
            next = last + 2;
            yield return (first, last);
        }
    }

    private static IEnumerable<int> Numbers(string text)
    {
        for (var index = 0; index < text.Length;)
        {
            var digit = Digits.IndexOf(text[index++], StringComparison.Ordinal);
            var (bits, more) = digit switch { < 32 => (digit, 0), < 48 => (digit & 15, 1), < 56 => (digit & 7, 2), _ => (digit & 7, 3) };
            while (more-- > 0)
                bits = (bits << 6) | Digits.IndexOf(text[index++], StringComparison.Ordinal);
            yield return bits;
        }
    }

    private string Literal(string path)
    {
        var text = File.ReadAllText(Path.Combine(root, path));
        var begin = text.IndexOf("('", text.IndexOf("export default", StringComparison.Ordinal), StringComparison.Ordinal) + 2;
        var end = text.IndexOf('\'', begin);
        return begin < 2 || end < 0 ? throw new InvalidDataException($"{path} holds no data as expected.") : text[begin..end];
    }
}
