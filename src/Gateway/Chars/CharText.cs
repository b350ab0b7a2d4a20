using System.Buffers;
using System.Text;
using Actors.Grains.Chars;

namespace Actors.Gateway.Chars;

/// <summary>Whether a query may go on its way to a silo at all.</summary>
internal static class CharText
{
    /// <exception cref="CharQueryException">Longer than <paramref name="max"/> UTF-16 units.</exception>
    public static void RefuseLong(string query, int max)
    {
        if (query.Length > max)
            throw new CharQueryException(
                "query_too_long", "q", $"The query has {query.Length} UTF-16 units; at most {max} are allowed.", max);
    }

    /// <summary>Messages between processes are UTF-8, in which half a surrogate pair would arrive as another character.</summary>
    /// <exception cref="CharQueryException">A surrogate stands alone.</exception>
    public static void RefuseBroken(string query)
    {
        for (var position = 0; position < query.Length;)
        {
            if (Rune.DecodeFromUtf16(query.AsSpan(position), out _, out var length) != OperationStatus.Done)
                throw new CharQueryException(
                    "query_not_text", "q", $"The query is not valid Unicode: a surrogate stands alone.", position);
            position += length;
        }
    }
}
