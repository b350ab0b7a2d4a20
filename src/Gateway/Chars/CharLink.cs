using System.Text;

namespace Actors.Gateway.Chars;

/// <summary>Where the other pages of a result are (RFC 8288).</summary>
internal static class CharLink
{
    private const string Path = "/v1/chars";

    // 'start' and 'stop' belong to one page; a cursor goes on by itself.
    private static readonly QueryParameter[] Kept =
    [
        CharQueryParameters.Query, CharQueryParameters.Mode, CharQueryParameters.Sort, CharQueryParameters.Unicode,
        CharQueryParameters.Limit,
    ];

    /// <summary>The <c>Link</c> header of a page.</summary>
    public static string Header(CharParameters parameters, string? next)
    {
        var first = First(parameters);
        // A cursor is base64url, but it comes from elsewhere: whatever it is, it cannot end the link.
        return next is null
            ? $"<{first}>; rel=\"first\""
            : $"<{first}&{Paging.AfterParameter.Name}={Uri.EscapeDataString(next)}>; rel=\"next\", <{first}>; rel=\"first\"";
    }

    /// <summary>Path and query of the first page.</summary>
    public static string First(CharParameters parameters)
    {
        var link = new StringBuilder(Path, capacity: 128);
        var separator = '?';
        foreach (var parameter in Kept)
        {
            if (parameters[parameter] is not { } value)
                continue;
            link.Append(separator).Append(parameter.Name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return link.ToString();
    }
}
