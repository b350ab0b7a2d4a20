using System.Runtime.CompilerServices;
using Actors.Client.Chars;

namespace Actors.Client;

public sealed partial class ActorsClient
{
    /// <summary>Most characters of one page.</summary>
    public const int MaxCharPage = 200;

    /// <summary>One page of the characters that a query finds.</summary>
    /// <param name="limit">1-200; null = the node's default, 50.</param>
    /// <param name="after">An earlier page's <see cref="CharPage.Next"/>.</param>
    public Task<CharPage> FindCharsAsync(CharSearch search, int? limit, string? after, CancellationToken cancellationToken) =>
        _http.GetAsync(search.Path(limit, after), ClientJson.Default.CharPage, cancellationToken);

    /// <summary>The same page as the node's own bytes: UTF-8 JSON with every member, known to this client or not.</summary>
    public Task<ReadOnlyMemory<byte>> FindCharsJsonAsync(CharSearch search, int? limit, string? after, CancellationToken cancellationToken) =>
        _http.GetBytesAsync(search.Path(limit, after), cancellationToken);

    /// <summary>
    /// All characters that a query finds, fetched page by page as they are read. If the node's data is replaced meanwhile, it
    /// ends with the problem <c>cursor_expired</c>.
    /// </summary>
    public async IAsyncEnumerable<CharRow> FindAllCharsAsync(
        CharSearch search, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? after = null;
        do
        {
            var page = await FindCharsAsync(search, MaxCharPage, after, cancellationToken);
            foreach (var row in page.Items)
                yield return row;
            after = page.Next;
        }
        while (after is not null);
    }
}
