using System.Globalization;
using System.Net;

namespace Actors.Gateway.Health;

/// <summary>
/// <c>--health startup|live|ready</c>: asks the process that runs beside this one, at the address that it listens on by the same
/// configuration. For containers: their images have neither shell nor curl.
/// </summary>
internal static class HealthProbe
{
    public const string Verb = "--health";

    /// <summary>It is not well, or does not answer.</summary>
    public const int Unwell = 1;

    /// <summary>No such health route, or no address to ask.</summary>
    public const int Misused = 2;

    private static readonly string[] Kinds = ["startup", "live", "ready"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="arguments">Of the process: the verb, which route, then whatever the other process was given too.</param>
    /// <param name="listensOn">The addresses that the other process listens on; the first is asked.</param>
    /// <remarks>Over https the certificate must be good for that address, as for any client.</remarks>
    /// <returns>0 if it is well, else <see cref="Unwell"/> or <see cref="Misused"/>; why is said on standard error.</returns>
    public static async Task<int> Run(string[] arguments, Func<string[], string> listensOn)
    {
        if (arguments is not [_, var kind, .. var rest] || !Kinds.Contains(kind))
        {
            return await Say($"{Verb} needs one of {string.Join(", ", Kinds)}.", Misused);
        }

        var urls = listensOn(rest);
        if (AddressOf(urls) is not { } address)
        {
            return await Say($"'{urls}' is no address that can be asked.", Misused);
        }

        using var http = new HttpClient { Timeout = Patience };
        var url = new Uri(address, $"health/{kind}");
        try
        {
            using var answer = await http.GetAsync(url);
            return answer.StatusCode == HttpStatusCode.OK
                ? 0
                : await Say($"{url} answered {(int)answer.StatusCode}: {(await answer.Content.ReadAsStringAsync()).Trim()}", Unwell);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return await Say($"{url} does not answer: {error.Message}", Unwell);
        }
    }

    /// <summary>Where the first of some listening addresses can be reached from this machine; null if it is none.</summary>
    public static Uri? AddressOf(string urls)
    {
        var first = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        try
        {
            var address = Microsoft.AspNetCore.Http.BindingAddress.Parse(first ?? "");
            var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
            return new Uri(string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://{host}:{address.Port}/"));
        }
        catch (Exception error) when (error is FormatException or UriFormatException)
        {
            return null;
        }
    }

    private static async Task<int> Say(string line, int status)
    {
        await Console.Error.WriteLineAsync(line);
        return status;
    }
}
