namespace Actors.Grains.Origins;

/// <summary>One try of an exchange: a request, and those that redirects make of it, each with a permit of its own.</summary>
internal static class RedirectChain
{
    /// <summary>Redirects that one try follows.</summary>
    private const int MostHops = 3;

    /// <summary>Nothing is remembered of a redirect: the next try starts at <paramref name="url"/> again.</summary>
    /// <param name="once">One request.</param>
    public static async Task<ExchangeResult> Follow(Uri url, Func<Uri, Task<ExchangeResult>> once)
    {
        List<Uri>? passed = null;
        while (true)
        {
            var result = await once(url);
            if (result is not ExchangeResult.Redirected moved)
            {
                return result;
            }

            passed ??= [];
            passed.Add(url);
            if (passed.Contains(moved.Location))
            {
                return Lost("redirect_loop", "The origin redirects in a circle.", moved.Status);
            }

            if (passed.Count > MostHops)
            {
                return Lost("redirect_limit", $"The origin redirects more than {MostHops} times.", moved.Status);
            }

            url = moved.Location;
        }
    }

    private static ExchangeResult.Failed Lost(string code, string message, int status) =>
        new(new FailureCause(code, "headers", message) { Status = status });
}
