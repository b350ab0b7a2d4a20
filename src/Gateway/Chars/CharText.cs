using System.Buffers;
using System.Text;
using Actors.Grains.Chars;

namespace Actors.Gateway.Chars;

/// <summary>Whether a query may go on its way to a silo at all.</summary>
internal static class CharText
{
    /// <summary>Longest query in UTF-16 units, where it has a grammar.</summary>
    public const int MaxQuery = 256;

    /// <summary>Longest query in UTF-16 units in mode <c>seed</c>: any line that TCP takes is one, and all transports answer the same.</summary>
    public const int MaxSeedQuery = 4096;

    /// <exception cref="CharQueryException">Longer than its mode allows.</exception>
    public static void RefuseLong(CharRequest request)
    {
        var max = request.Mode == "seed" ? MaxSeedQuery : MaxQuery;
        if (request.Query.Length > max)
            throw new CharQueryException(
                "query_too_long", "q", $"The query has {request.Query.Length} UTF-16 units; at most {max} are allowed.", max);
    }

    /// <summary>
    /// Messages between processes are UTF-8, in which half a surrogate pair would arrive as another character. U+0000 only
    /// separates words over TCP, as it does in the book's program; in a request it is a mistake.
    /// </summary>
    /// <exception cref="CharQueryException">A surrogate stands alone, or there is a U+0000.</exception>
    public static void RefuseBroken(CharRequest request)
    {
        var query = request.Query.AsSpan();
        if (request.Format == CharFormat.Json && query.IndexOf('\0') is >= 0 and var nul)
            throw NotText("The query contains U+0000.", nul);
        for (var position = 0; position < query.Length;)
        {
            if (Rune.DecodeFromUtf16(query[position..], out _, out var length) != OperationStatus.Done)
                throw NotText("The query is not valid Unicode: a surrogate stands alone.", position);
            position += length;
        }
    }

    private static CharQueryException NotText(string message, int position) => new("query_not_text", "q", message, position);
}
