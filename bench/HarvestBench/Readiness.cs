using System.Diagnostics;

namespace Actors.HarvestBench;

/// <summary>Waits for a process that was started to answer.</summary>
internal static class Readiness
{
    /// <summary>False if it has ended, or has not answered with success in time.</summary>
    public static async Task<bool> Of(Process process, Uri url, TimeSpan atMost)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < atMost && !process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(url);
                if (answer.IsSuccessStatusCode) return true;
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                // Not yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return false;
    }
}
